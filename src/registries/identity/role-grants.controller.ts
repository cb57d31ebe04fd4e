import { Body, Controller, Delete, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { type PersonActor } from '../../domain/shared/actor.js';
import { CurrentActor, Permit } from '../../platform/access/permit.decorator.js';
import { unwrap } from '../../platform/problem.js';
import { ConfirmationDto, RoleGrantView } from './dto/grants.dto.js';
import { RoleGrantsService } from './role-grants.service.js';

@ApiTags('people')
@Controller('api/role-grants')
export class RoleGrantsController {
  constructor(private readonly grants: RoleGrantsService) {}

  @Post(':id/confirmation')
  @HttpCode(200)
  @Permit('roles.confirm')
  @ApiOperation({ summary: 'Confirms a proposed role, as somebody other than who proposed it and who gets it.' })
  @ApiOkResponse({ type: RoleGrantView })
  async confirm(
    @CurrentActor() actor: PersonActor,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ConfirmationDto,
  ): Promise<RoleGrantView> {
    return unwrap(await this.grants.confirm(actor, id, body.ownApprovalReason));
  }

  @Delete(':id')
  @HttpCode(204)
  @Permit('roles.grant')
  @ApiOperation({ summary: 'Ends a role, or takes a proposal back.' })
  @ApiNoContentResponse()
  async end(@CurrentActor() actor: PersonActor, @Param('id', ParseUUIDPipe) id: string): Promise<void> {
    unwrap(await this.grants.end(actor, id));
  }
}
