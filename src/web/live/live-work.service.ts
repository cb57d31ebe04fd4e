import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type PersonActor } from '../../domain/shared/actor.js';
import { refuse, succeed, type Result } from '../../domain/shared/refusal.js';
import { ChangeFeed } from '../../platform/change-feed.js';
import { CONFIG, type Config } from '../../platform/config.js';
import { AuthenticationService, type CredentialHeaders } from '../../registries/identity/authentication.service.js';
import { WorkListService } from '../../tracing/cases/work-list.service.js';

/** The open end of one page: what it is told, and how it ends. */
export interface LiveEnd {
  /** How many cases of the person's list have changed since the page was shown. */
  changed(count: number): void;
  /** Keeps the line open, and finds out that nobody is there any more. */
  beat(): void;
  end(): void;
}

interface Stream {
  actor: PersonActor;
  readonly headers: CredentialHeaders;
  readonly end: LiveEnd;
  /** Told of already: a case that changes twice is one change to look at. */
  readonly seen: Set<string>;
}

/** A page that has been told of as many has long been out of date. */
const MAX_TOLD = 999;

/** One stream for each open work list. It ends with its session, and being open keeps no session alive. */
@Injectable()
export class LiveWork implements OnModuleDestroy {
  private readonly streams = new Set<Stream>();
  private readonly changed = new Set<string>();
  private listening: Promise<() => void> | undefined;
  private gathering: NodeJS.Timeout | undefined;
  private beating: NodeJS.Timeout | undefined;

  constructor(
    private readonly feed: ChangeFeed,
    private readonly authentication: AuthenticationService,
    private readonly workList: WorkListService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Answers how to close it. */
  async open(actor: PersonActor, headers: CredentialHeaders, end: LiveEnd): Promise<Result<() => void>> {
    const open = [...this.streams].filter((stream) => stream.actor.id === actor.id);
    if (open.length >= this.config['web.liveStreamsMax']) return refuse('streams-full');
    const stream: Stream = { actor, headers, end, seen: new Set() };
    this.streams.add(stream);
    await this.start();
    return succeed(() => {
      this.close(stream);
    });
  }

  onModuleDestroy(): void {
    for (const stream of [...this.streams]) {
      this.close(stream);
      stream.end.end();
    }
  }

  private async start(): Promise<void> {
    this.beating ??= setInterval(() => void this.beat(), this.config['web.liveBeatMs']);
    this.listening ??= this.feed.listen((id) => {
      this.changed.add(id);
      this.gathering ??= setTimeout(() => void this.tell(), this.config['web.liveGatherMs']);
    });
    await this.listening;
  }

  private close(stream: Stream): void {
    this.streams.delete(stream);
    if (this.streams.size > 0) return;
    clearInterval(this.beating);
    clearTimeout(this.gathering);
    void this.listening?.then((stop) => {
      stop();
    });
    this.beating = this.gathering = this.listening = undefined;
    this.changed.clear();
  }

  /** Many changes at once are one question for each page that is open. */
  private async tell(): Promise<void> {
    this.gathering = undefined;
    const ids = [...this.changed];
    this.changed.clear();
    for (const stream of [...this.streams]) {
      const fresh = ids.filter((id) => !stream.seen.has(id));
      if (fresh.length === 0 || stream.seen.size >= MAX_TOLD) continue;
      const visible = await this.workList.visibleOf(stream.actor, fresh).catch(() => []);
      for (const id of visible) stream.seen.add(id);
      if (visible.length > 0 && this.streams.has(stream)) stream.end.changed(stream.seen.size);
    }
  }

  private async beat(): Promise<void> {
    for (const stream of [...this.streams]) {
      const actor = await this.authentication.actorStill(stream.headers).catch(() => stream.actor);
      if (actor?.credentialId === stream.actor.credentialId) {
        stream.actor = actor;
        stream.end.beat();
      } else {
        this.close(stream);
        stream.end.end();
      }
    }
  }
}
