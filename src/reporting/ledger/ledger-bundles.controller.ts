import { Controller, Get, Inject, Param, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Readable } from 'node:stream';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { unwrap } from '../../platform/problem.js';
import { LedgerProofService } from './ledger-proof.service.js';

const JSON_LINES = 'application/jsonl';

@ApiTags('ledger')
@Controller('api/ledger')
export class LedgerBundlesController {
  constructor(
    private readonly proofs: LedgerProofService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('bundle')
  @Permit('ledger.export')
  @ApiProduces(JSON_LINES)
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiOperation({
    summary: 'The whole ledger, line by line, for verify-audit; a file without its end line was broken off',
  })
  async ledger(@CurrentActor() actor: PersonActor): Promise<StreamableFile> {
    return this.file(unwrap(await this.proofs.exportLedger(actor)), `${this.config['node.state']}.ledger.jsonl`);
  }

  @Get('cases/:id/bundle')
  @Permit('ledger.export')
  @ApiProduces(JSON_LINES)
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiOperation({ summary: 'The entries of one case, each with its proof, for a court' })
  async ofCase(@CurrentActor() actor: PersonActor, @Param('id') id: string): Promise<StreamableFile> {
    return this.file(unwrap(await this.proofs.exportCase(actor, id)), `${this.config['node.state']}.case-${id}.jsonl`);
  }

  private file(lines: AsyncIterable<string>, name: string): StreamableFile {
    return new StreamableFile(Readable.from(lines, { objectMode: false }), {
      type: JSON_LINES,
      disposition: `attachment; filename="${name}"`,
    });
  }
}
