/** A calibre by its own key: the CIP or SAAMI name. Equivalent names are the same cartridge, not merely the same diameter. */
export interface Calibre {
  readonly key: string;
  readonly name: string;
  readonly equivalents: readonly string[];
  readonly verified: boolean;
  readonly source: string;
}

const NAMES = 'names of one cartridge in the trade, as the published NCIC calibre texts give them where they do';

const calibre = (key: string, name: string, equivalents: readonly string[]): Calibre => ({
  key,
  name,
  equivalents,
  verified: false,
  source: NAMES,
});

export const CALIBRES: readonly Calibre[] = [
  calibre('9x19', '9 mm Luger', [
    '9mm',
    '9 mm',
    '9x19',
    '9x19mm',
    '9 mm Parabellum',
    '9mm Para',
    '9 mm NATO',
    '9mm Luger',
    '9 Luger',
    '9mm P',
    '9 Para',
  ]),
  calibre('9x17', '.380 ACP', [
    '.380',
    '.380 Auto',
    '9x17',
    '9 mm Kurz',
    '9 mm Corto',
    '9 mm Short',
    '9mm Browning Short',
    '9mm Browning Court',
    '380 ACP',
  ]),
  calibre('9x18', '9 mm Makarov', ['9x18', '9x18mm', '9 Makarov', '9mm Mak', '9 мм Макаров']),
  calibre('9x21', '9x21', ['9x21 IMI', '9x21mm']),
  calibre('9x23', '9 mm Largo', ['9x23', '9mm Bergmann-Bayard', '9x23 Largo']),
  calibre('38-super', '.38 Super', ['.38 Super Auto', '.38 Super +P']),
  calibre('38-special', '.38 Special', ['.38 S&W Special', '.38 Spl', '38 Spl', '.38 Spec']),
  calibre('38-sw', '.38 S&W', ['.38 Smith & Wesson', '.38/200', '.380 Revolver']),
  calibre('357-magnum', '.357 Magnum', ['.357 Mag', '.357 S&W Magnum', '.357 Remington Magnum', '9x33R']),
  calibre('357-sig', '.357 SIG', ['357 SIG', '9x22']),
  calibre('40-sw', '.40 S&W', ['.40', '.40 Smith & Wesson', '40 S&W', '10x22', '.40 cal']),
  calibre('10mm-auto', '10 mm Auto', ['10mm', '10 mm', '10x25', '10mm Automatic']),
  calibre('44-magnum', '.44 Magnum', ['.44 Remington Magnum', '.44 Mag']),
  calibre('44-special', '.44 Special', ['.44 S&W Special', '.44 Spl']),
  calibre('45-acp', '.45 ACP', ['.45 Auto', '.45 Automatic', '11.43x23', '45 ACP']),
  calibre('45-colt', '.45 Colt', ['.45 Long Colt', '.45 LC']),
  calibre('45-gap', '.45 GAP', ['.45 Glock']),
  calibre('22-lr', '.22 Long Rifle', ['.22 LR', '.22lr', '5.6x15R', '.22 Long Rifle rimfire']),
  calibre('22-short', '.22 Short', []),
  calibre('22-wmr', '.22 WMR', ['.22 Magnum', '.22 Winchester Magnum', '.22 Mag']),
  calibre('22-hornet', '.22 Hornet', ['5.6x35R']),
  calibre('25-acp', '.25 ACP', ['.25', '.25 Auto', '6.35 mm', '6.35 Browning', '6.35x16']),
  calibre('32-acp', '.32 ACP', ['.32 Auto', '7.65 mm', '7.65 Browning', '7.65x17', '7.65mm Browning']),
  calibre('32-sw-long', '.32 S&W Long', ['.32 Long', '.32 Colt New Police']),
  calibre('32-hr-magnum', '.32 H&R Magnum', []),
  calibre('762x25', '7.62x25 Tokarev', ['7.62 Tokarev', '7.62x25', '7.62x25mm']),
  calibre('763-mauser', '7.63 mm Mauser', ['7.63x25', '.30 Mauser']),
  calibre('765-luger', '7.65 mm Luger', ['.30 Luger', '7.65x21', '7.65 Parabellum']),
  calibre('57x28', '5.7x28', ['5.7', '5.7 mm', '5.7x28mm', 'FN 5.7']),
  calibre('46x30', '4.6x30', ['4.6 mm', '4.6x30mm HK']),
  calibre('556x45', '5.56x45 NATO', [
    '5.56',
    '5.56 NATO',
    '5.56x45',
    '5.56x45mm',
    '.223',
    '.223 Remington',
    '.223 Rem',
    '5.56 mm',
  ]),
  calibre('545x39', '5.45x39', ['5.45', '5.45x39mm', '5.45 mm']),
  calibre('762x39', '7.62x39', ['7.62x39mm', '7.62 Soviet', '7.62 M43', '7.62x39 Soviet']),
  calibre('762x51', '7.62x51 NATO', ['7.62 NATO', '7.62x51', '7.62x51mm', '.308', '.308 Winchester', '.308 Win']),
  calibre('762x54r', '7.62x54R', ['7.62x54', '7.62x53R', '7.62 Russian', '7.62x54mmR']),
  calibre('30-06', '.30-06 Springfield', ['.30-06', '3006', '7.62x63']),
  calibre('30-carbine', '.30 Carbine', ['.30 M1 Carbine', '7.62x33']),
  calibre('30-30', '.30-30 Winchester', ['.30-30', '.30 WCF']),
  calibre('303-british', '.303 British', ['.303', '7.7x56R', '.303 Enfield']),
  calibre('8x57', '8x57 Mauser', ['7.92x57', '8 mm Mauser', '7.92 Mauser', '8x57 IS']),
  calibre('127x99', '12.7x99 NATO', ['.50 BMG', '.50 Browning', '12.7 NATO', '12.7x99']),
  calibre('127x108', '12.7x108', ['12.7 Soviet', '12.7x108mm']),
  calibre('300-blackout', '.300 Blackout', ['.300 AAC Blackout', '.300 BLK', '7.62x35']),
  calibre('12-gauge', '12 gauge', ['12', '12 ga', '12 bore', '12/70', '12/76', '12g']),
  calibre('16-gauge', '16 gauge', ['16 ga', '16 bore', '16/70']),
  calibre('20-gauge', '20 gauge', ['20', '20 ga', '20 bore', '20/70', '20/76']),
  calibre('410-bore', '.410 bore', ['.410', '.410 gauge', '.410 shotgun', '36 gauge']),
];

/**
 * Short names that stand for several cartridges, told apart only by the weapon: they agree with each of theirs, and certainly with none.
 * `.38` on a pistol slide is no `.38 Special`; an NCIC `9` mixes 9x19, 9x17 and 9x18 and is loaded, not shipped.
 */
export const AMBIGUOUS_CALIBRES: Readonly<Record<string, readonly string[]>> = {
  '.22': ['22-lr', '22-short', '22-wmr', '22-hornet'],
  '.30': ['30-06', '30-carbine', '30-30', '300-blackout'],
  '.32': ['32-acp', '32-sw-long', '32-hr-magnum'],
  '.357': ['357-magnum', '357-sig'],
  '.38': ['38-special', '38-sw', '38-super'],
  '.44': ['44-magnum', '44-special'],
  '.45': ['45-acp', '45-colt', '45-gap'],
  '.50': ['127x99'],
  '7.62': ['762x39', '762x51', '762x54r', '762x25'],
  '7.62 mm': ['762x39', '762x51', '762x54r', '762x25'],
  '12.7': ['127x99', '127x108'],
};
