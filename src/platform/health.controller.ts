import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Permit } from './access/permit.decorator.js';
import { HealthService, type Readiness } from './health.service.js';

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get('live')
  @Permit('open')
  @ApiOperation({ summary: 'The process answers.' })
  live(): { readonly live: true } {
    return { live: true };
  }

  @Get('ready')
  @Permit('open')
  @ApiOperation({ summary: 'Database, migrations and clock are as they must be; else 503.' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<Readiness> {
    const readiness = await this.health.readiness();
    void reply.status(readiness.ready ? 200 : 503);
    return readiness;
  }
}
