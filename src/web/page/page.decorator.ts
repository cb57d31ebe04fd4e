import { applyDecorators, Controller, UseGuards } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { PageDoor } from './page-door.guard.js';

/** The class of one page: its GET and the POSTs of its forms, each with its @Permit. */
export function Page(): ClassDecorator {
  return applyDecorators(Controller(), UseGuards(PageDoor), ApiExcludeController());
}
