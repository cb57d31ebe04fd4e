import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { AuditModule } from '../ledgers/audit/audit.module.js';
import { OutboxModule } from '../ledgers/outbox/outbox.module.js';
import { CONFIG, type Config } from '../platform/config.js';
import { JobHandlers, Sweeps } from '../platform/jobs.js';
import { DirectoryModule } from '../registries/directory/directory.module.js';
import { TracingModule } from '../tracing/tracing.module.js';
import { AppliedService } from './applied.service.js';
import { ApplyService } from './apply.service.js';
import { ArrivalService } from './arrival.service.js';
import { AskPlaces } from './ask-places.js';
import { DeliveryService } from './delivery.service.js';
import { DispatchService } from './dispatch.service.js';
import { EnvelopeOpener } from './envelope-opener.js';
import { ExchangeController } from './exchange.controller.js';
import { ExchangeQueries } from './exchange.queries.js';
import { ExchangeRepository } from './exchange.repository.js';
import { ExchangeStatusController } from './exchange-status.controller.js';
import { ExchangedLetters } from './exchanged-letters.js';
import { GapAsk } from './gap-ask.js';
import { GapService } from './gap.service.js';
import { LetterIntakeService } from './letter-intake.service.js';
import { OutcomeService } from './outcome.service.js';
import { OutgoingService } from './outgoing.service.js';
import { OwnLedger } from './own-ledger.js';
import { PageSealer } from './page-sealer.js';
import { PartnerBook } from './partner-book.js';
import { PartnerCheckLedger } from './partner-check-ledger.js';
import { PartnerCheckRepository } from './partner-check.repository.js';
import { PartnerCheckService } from './partner-check.service.js';
import { PartnerClient } from './partner-client.js';
import { PartnerStateQueries } from './partner-state.queries.js';
import { ExchangeRateLimit } from './rate-limit.js';
import { ReceiptSigner } from './receipt-signer.js';
import { ReceiveService } from './receive.service.js';
import { RecoverAnswerService } from './recover-answer.service.js';
import { RecoverService } from './recover.service.js';
import { RecoveredIntakeService } from './recovered-intake.service.js';
import { RecoveredOwnService } from './recovered-own.service.js';
import { RecoveredProof } from './recovered-proof.js';
import { RecoveredTheirsService } from './recovered-theirs.service.js';
import { RecoveryNotes } from './recovery-notes.js';
import { RefusalCounter } from './refusal-counter.js';
import { RejectionService } from './rejection.service.js';
import { ResendService } from './resend.service.js';
import { FailedWorkQueries } from './failed-work.queries.js';
import { FailedWorkService } from './failed-work.service.js';
import { LetterFilesService } from './letter-files.service.js';
import { RetryNowService } from './retry-now.service.js';
import { RetryService } from './retry.service.js';
import { SettlementService } from './settlement.service.js';
import { ThreadBook } from './thread-book.js';
import { UndeliverableNotice } from './undeliverable-notice.js';

/** The wire: dispatch, inbox, gaps, recovery. */
@Module({
  imports: [AuditModule, OutboxModule, DirectoryModule, TracingModule],
  controllers: [ExchangeController, ExchangeStatusController],
  providers: [
    PartnerBook,
    EnvelopeOpener,
    OwnLedger,
    ReceiptSigner,
    ThreadBook,
    ExchangeRepository,
    ExchangeQueries,
    RefusalCounter,
    ExchangeRateLimit,
    ReceiveService,
    LetterIntakeService,
    RejectionService,
    ArrivalService,
    OutcomeService,
    ApplyService,
    AppliedService,
    DispatchService,
    DeliveryService,
    OutgoingService,
    SettlementService,
    RetryService,
    UndeliverableNotice,
    PartnerClient,
    PartnerCheckLedger,
    PartnerCheckRepository,
    PartnerCheckService,
    PartnerStateQueries,
    RetryNowService,
    FailedWorkQueries,
    FailedWorkService,
    LetterFilesService,
    AskPlaces,
    GapAsk,
    GapService,
    PageSealer,
    ResendService,
    RecoverAnswerService,
    ExchangedLetters,
    RecoverService,
    RecoveredIntakeService,
    RecoveredProof,
    RecoveredOwnService,
    RecoveredTheirsService,
    RecoveryNotes,
  ],
  exports: [
    ExchangeQueries,
    RecoverService,
    PartnerCheckService,
    PartnerStateQueries,
    RetryNowService,
    FailedWorkQueries,
    FailedWorkService,
    LetterFilesService,
  ],
})
export class ExchangeModule implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly sweeps: Sweeps,
    private readonly handlers: JobHandlers,
    private readonly dispatch: DispatchService,
    private readonly apply: ApplyService,
    private readonly gaps: GapService,
  ) {}

  onModuleInit(): void {
    const everyMs = this.config['exchange.sweepMs'];
    this.sweeps.add({ name: 'exchange.outbox', everyMs, run: () => this.dispatch.relayDue() });
    this.sweeps.add({
      name: 'exchange.inbox',
      everyMs,
      run: () => this.apply.applyAll(this.config['exchange.claimMax']),
    });
    this.sweeps.add({ name: 'exchange.gaps', everyMs, run: () => this.gaps.askForGaps() });
    this.handlers.on('outbox.dispatch', ({ outboxId }) => this.dispatch.relayOne(outboxId));
    this.handlers.on('inbox.apply', async ({ thread }) => {
      await this.apply.applyThread(thread);
    });
  }
}
