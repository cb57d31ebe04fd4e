/** Where the papers of a maker of a vanished State lie today. A hint that a person chooses from, never a route by itself. */
export interface SuccessorHint {
  readonly place: string;
  readonly successor: string;
  /** The factory is confirmed to be there; the rest is general knowledge and shown as such. */
  readonly verified: boolean;
}

export interface WithdrawnCode {
  readonly name: string;
  /** Year of withdrawal from ISO 3166-1, as ISO 3166-3 lists it. */
  readonly until: number;
  readonly successors: readonly string[];
  readonly archives?: readonly SuccessorHint[];
}

const seen = (place: string, successor: string): SuccessorHint => ({ place, successor, verified: true });
const likely = (place: string, successor: string): SuccessorHint => ({ place, successor, verified: false });

/** ISO 3166-3: codes of States that ended or were renamed. Weapons outlive States; their marks keep the old name. */
export const WITHDRAWN_CODES: Readonly<Record<string, WithdrawnCode>> = {
  AFI: { name: 'French Afars and Issas', until: 1977, successors: ['DJI'] },
  ANT: { name: 'Netherlands Antilles', until: 2010, successors: ['BES', 'CUW', 'SXM'] },
  ATB: { name: 'British Antarctic Territory', until: 1979, successors: ['ATA'] },
  ATN: { name: 'Dronning Maud Land', until: 1983, successors: ['ATA'] },
  BUR: { name: 'Burma', until: 1989, successors: ['MMR'] },
  BYS: { name: 'Byelorussian SSR', until: 1992, successors: ['BLR'] },
  CSK: {
    name: 'Czechoslovakia',
    until: 1993,
    successors: ['CZE', 'SVK'],
    archives: [
      seen('Brno', 'CZE'),
      likely('Strakonice', 'CZE'),
      likely('Uherský Brod', 'CZE'),
      likely('Považská Bystrica', 'SVK'),
    ],
  },
  CTE: { name: 'Canton and Enderbury Islands', until: 1984, successors: ['KIR'] },
  DDR: {
    name: 'German Democratic Republic',
    until: 1990,
    successors: ['DEU'],
    archives: [likely('Suhl', 'DEU'), likely('Wiesa', 'DEU')],
  },
  DHY: { name: 'Dahomey', until: 1977, successors: ['BEN'] },
  FXX: { name: 'France, Metropolitan', until: 1997, successors: ['FRA'] },
  GEL: { name: 'Gilbert and Ellice Islands', until: 1979, successors: ['KIR', 'TUV'] },
  HVO: { name: 'Upper Volta', until: 1984, successors: ['BFA'] },
  JTN: { name: 'Johnston Island', until: 1986, successors: ['UMI'] },
  MID: { name: 'Midway Islands', until: 1986, successors: ['UMI'] },
  NHB: { name: 'New Hebrides', until: 1980, successors: ['VUT'] },
  NTZ: { name: 'Neutral Zone', until: 1993, successors: ['IRQ', 'SAU'] },
  PCI: { name: 'Pacific Islands (Trust Territory)', until: 1986, successors: ['FSM', 'MHL', 'MNP', 'PLW'] },
  PCZ: { name: 'Panama Canal Zone', until: 1980, successors: ['PAN'] },
  PUS: { name: 'United States Miscellaneous Pacific Islands', until: 1986, successors: ['UMI'] },
  RHO: { name: 'Southern Rhodesia', until: 1980, successors: ['ZWE'] },
  ROM: { name: 'Romania', until: 2002, successors: ['ROU'] },
  SCG: {
    name: 'Serbia and Montenegro',
    until: 2006,
    successors: ['SRB', 'MNE'],
    archives: [seen('Kragujevac', 'SRB')],
  },
  SKM: { name: 'Sikkim', until: 1975, successors: ['IND'] },
  SUN: {
    name: 'Union of Soviet Socialist Republics',
    until: 1992,
    successors: [
      'RUS',
      'ARM',
      'AZE',
      'BLR',
      'EST',
      'GEO',
      'KAZ',
      'KGZ',
      'LTU',
      'LVA',
      'MDA',
      'TJK',
      'TKM',
      'UKR',
      'UZB',
    ],
    archives: [
      seen('Izhevsk', 'RUS'),
      likely('Tula', 'RUS'),
      likely('Kovrov', 'RUS'),
      likely('Vyatskiye Polyany', 'RUS'),
    ],
  },
  TMP: { name: 'East Timor', until: 2002, successors: ['TLS'] },
  VDR: { name: 'Viet-Nam, Democratic Republic of', until: 1977, successors: ['VNM'] },
  WAK: { name: 'Wake Island', until: 1986, successors: ['UMI'] },
  YMD: { name: 'Yemen, Democratic', until: 1990, successors: ['YEM'] },
  YUG: {
    name: 'Yugoslavia',
    until: 2003,
    successors: ['SRB', 'MNE', 'HRV', 'SVN', 'BIH', 'MKD'],
    archives: [seen('Kragujevac', 'SRB'), likely('Karlovac', 'HRV'), likely('Bugojno', 'BIH')],
  },
  ZAR: { name: 'Zaire', until: 1997, successors: ['COD'] },
};
