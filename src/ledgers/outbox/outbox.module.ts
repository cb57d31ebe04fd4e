import { Module } from '@nestjs/common';
import { FollowUpRepository } from './follow-up.repository.js';
import { InboxRepository } from './inbox.repository.js';
import { OutboxRepository } from './outbox.repository.js';
import { StreamRepository } from './stream.repository.js';

const REPOSITORIES = [OutboxRepository, InboxRepository, FollowUpRepository, StreamRepository];

@Module({ providers: REPOSITORIES, exports: REPOSITORIES })
export class OutboxModule {}
