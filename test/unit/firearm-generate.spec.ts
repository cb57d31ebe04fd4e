import { describe, expect, it } from '@jest/globals';
import { generateRecords, registryCsv } from '../../src/cli/generate.js';
import { readRegistryFile } from '../../src/registries/markings/registry-file.js';

const options = { seed: 7, count: 300, state: 'USA', until: '2026-01-01' };
const text = (seed: number, state = 'USA'): string =>
  [...registryCsv(generateRecords({ ...options, seed, state }))].join('');
async function* once(file: string): AsyncGenerator<string> {
  yield await Promise.resolve(file);
}

describe('invented records', () => {
  it('are the same for the same seed and others for another', () => {
    expect(text(7)).toBe(text(7));
    expect(text(7)).not.toBe(text(8));
  });

  it.each(['USA', 'AUT', 'XAA'])('of %s are all taken by the registry', async (state) => {
    const good: number[] = [];
    const refused: unknown[] = [];
    const file = await readRegistryFile(
      once(text(7, state)),
      { columns: {} },
      state,
      { maxBytes: 1_000_000, maxRows: 1000 },
      { good: (line) => good.push(line), bad: (line, broken) => refused.push([line, broken]) },
    );
    expect(file).toMatchObject({ ok: true, value: { rows: 300 } });
    expect([good.length, refused]).toEqual([300, []]);
  });

  it('name no day after the last one, and export to another State only', () => {
    for (const record of generateRecords({ ...options, count: 1000 })) {
      for (const day of [
        record.manufactured_on,
        record.imported_on,
        record.sold_on,
        record.held_from,
        record.exported_on,
        record.status_on,
      ])
        expect(day === undefined || day <= options.until).toBe(true);
      expect(record.exported_to).not.toBe('USA');
    }
  });
});
