import { type Sign } from '../../domain/firearm/origin-sign.js';
import { listFile } from './list-files.js';

/** What proof houses, factories, armies and importers strike on weapons, each with the publication that says so. */
export const SIGNS = listFile('signs') as readonly Sign[];
