/** A make by its own key. Countries are those where weapons under the name were made: hints, never a route (one brand, several States). */
export interface Make {
  readonly key: string;
  readonly name: string;
  /** Other spellings found on weapons and in records; case, accents and punctuation do not matter. */
  readonly spellings: readonly string[];
  /** ISO 3166-1 alpha-3, the present State of the factory first; withdrawn codes are left to the mark itself. */
  readonly countries: readonly string[];
  /** True where the countries were checked against a published source; false is general knowledge and is shown as such. */
  readonly verified: boolean;
  readonly source: string;
}

const PRACTICE = 'practice of tracing: one brand, several countries (domain notes, section 4)';
const GENERAL = 'general knowledge of the trade, not checked against a published list';

const make = (
  key: string,
  name: string,
  countries: readonly string[],
  spellings: readonly string[] = [],
  source = GENERAL,
): Make => ({
  key,
  name,
  spellings,
  countries,
  verified: false,
  source,
});

/** Ships with the program; a node adds code lists of its own by loading them. */
export const MAKES: readonly Make[] = [
  make('glock', 'Glock', ['AUT', 'USA'], ['Glock Inc', 'Glock GmbH', 'Glock Ges.m.b.H.', 'Glock Austria'], PRACTICE),
  make(
    'taurus',
    'Taurus',
    ['BRA', 'USA'],
    ['Forjas Taurus', 'Taurus International', 'Taurus Armas', 'Taurus Intl Mfg', 'Taurus USA'],
    PRACTICE,
  ),
  make(
    'sig-sauer',
    'SIG Sauer',
    ['DEU', 'CHE', 'USA'],
    ['SIG', 'Sig-Sauer', 'SIGARMS', 'SIG Sauer Inc', 'SIG Sauer GmbH', 'SIG Arms'],
    PRACTICE,
  ),
  make(
    'browning',
    'Browning',
    ['BEL', 'JPN', 'USA', 'PRT'],
    ['Browning Arms', 'Browning Arms Company', 'Miroku Browning'],
    PRACTICE,
  ),
  make('smith-wesson', 'Smith & Wesson', ['USA'], ['Smith and Wesson', 'Smith Wesson', 'S&W', 'S & W', 'SW']),
  make('ruger', 'Ruger', ['USA'], ['Sturm Ruger', 'Sturm, Ruger & Co', 'Sturm Ruger & Co Inc']),
  make(
    'beretta',
    'Beretta',
    ['ITA', 'USA'],
    ['Pietro Beretta', "Fabbrica d'Armi Pietro Beretta", 'Beretta USA', 'P. Beretta'],
  ),
  make(
    'colt',
    'Colt',
    ['USA', 'CAN'],
    ["Colt's", "Colt's Mfg", "Colt's Manufacturing", 'Colt Firearms', 'Colt Canada'],
  ),
  make(
    'fn',
    'FN Herstal',
    ['BEL', 'USA'],
    ['FN', 'FNH', 'FN America', 'Fabrique Nationale', 'Fabrique Nationale Herstal', 'FNH USA'],
  ),
  make(
    'springfield',
    'Springfield Armory',
    ['HRV', 'USA', 'BRA'],
    ['Springfield', 'Springfield Inc', 'Springfield Armory Inc'],
  ),
  make('canik', 'Canik', ['TUR'], ['Canik55', 'Samsun Yurt Savunma', 'Canik USA']),
  make('sccy', 'SCCY', ['USA'], ['SCCY Industries', 'SCCY Firearms', 'Skyy Industries']),
  make('bryco', 'Bryco Arms', ['USA'], ['Bryco']),
  make('cobra', 'Cobra Enterprises', ['USA'], ['Cobra', 'Cobra Ent', 'Cobra Firearms']),
  make('dpms', 'DPMS', ['USA'], ['DPMS Panther Arms', 'Panther Arms', 'Defense Procurement Manufacturing Services']),
  make(
    'hi-point',
    'Hi-Point',
    ['USA'],
    ['Hi Point', 'HiPoint', 'Hi-Point Firearms', "Strassell's Machine", 'Beemiller'],
  ),
  make('kel-tec', 'Kel-Tec', ['USA'], ['Keltec', 'Kel Tec', 'Kel-Tec CNC']),
  make('kimber', 'Kimber', ['USA'], ['Kimber Mfg', 'Kimber of America']),
  make('lorcin', 'Lorcin', ['USA'], ['Lorcin Engineering']),
  make('mossberg', 'Mossberg', ['USA'], ['O.F. Mossberg', 'O.F. Mossberg & Sons', 'Maverick Arms']),
  make('polymer80', 'Polymer80', ['USA'], ['Polymer 80', 'P80']),
  make('remington', 'Remington', ['USA'], ['Remington Arms', 'RemArms']),
  make('ceska-zbrojovka', 'Česká zbrojovka', ['CZE'], ['CZ', 'CZUB', 'Ceska Zbrojovka Uhersky Brod', 'CZ-USA']),
  make('brno', 'Zbrojovka Brno', ['CZE'], ['Brno', 'ZB', 'Brno Arms', 'Zbrojovka Brno']),
  make('walther', 'Walther', ['DEU', 'FRA', 'USA'], ['Carl Walther', 'Walther Arms']),
  make('manurhin', 'Manurhin', ['FRA'], ['Manufacture de Machines du Haut-Rhin']),
  make(
    'heckler-koch',
    'Heckler & Koch',
    ['DEU', 'USA', 'GBR'],
    ['HK', 'H&K', 'H & K', 'Heckler and Koch', 'Heckler Koch'],
  ),
  make('mauser', 'Mauser', ['DEU'], ['Mauser-Werke', 'Waffenfabrik Mauser']),
  make('steyr', 'Steyr', ['AUT'], ['Steyr Arms', 'Steyr Mannlicher', 'Steyr-Mannlicher', 'Steyr Daimler Puch']),
  make(
    'izhevsk',
    'Izhevsk',
    ['RUS'],
    ['Kalashnikov Concern', 'Izhmash', 'Izhmekh', 'Baikal', 'Ижмаш', 'Ижевск', 'Saiga'],
  ),
  make('tula', 'Tula', ['RUS'], ['Tula Arms Plant', 'TOZ', 'Тула']),
  make('molot', 'Molot', ['RUS'], ['Vyatskiye Polyany', 'Vepr', 'Молот']),
  make('zastava', 'Zastava', ['SRB'], ['Zastava Arms', 'Zastava oružje', 'Crvena Zastava', 'Застава', 'Kragujevac']),
  make('hs-produkt', 'HS Produkt', ['HRV'], ['HS Product', 'IM Metal']),
  make('norinco', 'Norinco', ['CHN'], ['China North Industries', 'Poly Technologies', 'Polytech']),
  make('arsenal-bg', 'Arsenal', ['BGR', 'USA'], ['Arsenal AD', 'Arsenal Inc', 'Arsenal JSCo', 'Арсенал']),
  make('cugir', 'Cugir', ['ROU'], ['Romarm', 'Uzina Mecanica Cugir', 'SC Fabrica de Arme Cugir', 'Romarm/Cugir']),
  make('feg', 'FÉG', ['HUN'], ['FEG', 'Fegyver es Gepgyar']),
  make('radom', 'Radom', ['POL'], ['Fabryka Broni', 'FB Radom', 'Fabryka Broni Lucznik']),
  make('imi', 'IWI', ['ISR'], ['IMI', 'Israel Weapon Industries', 'Israel Military Industries']),
  make('astra', 'Astra', ['ESP'], ['Astra Unceta', 'Unceta y Cia']),
  make('star', 'Star', ['ESP'], ['Star Bonifacio Echeverria', 'Bonifacio Echeverria']),
  make('llama', 'Llama', ['ESP', 'PHL'], ['Llama Gabilondo', 'Gabilondo']),
  make('armscor', 'Armscor', ['PHL'], ['Rock Island Armory', 'Armscor of the Philippines', 'Rock Island']),
  make('imbel', 'IMBEL', ['BRA'], ['Industria de Material Belico do Brasil']),
  make('rossi', 'Rossi', ['BRA'], ['Amadeo Rossi']),
  make('bersa', 'Bersa', ['ARG'], ['Bersa S.A.', 'Thunder Bersa']),
  make('fabricaciones-militares', 'Fabricaciones Militares', ['ARG'], ['DGFM', 'FMAP', 'FM Rosario']),
  make('indumil', 'INDUMIL', ['COL'], ['Industria Militar', 'Indumil Colombia']),
  make('mke', 'MKE', ['TUR'], ['MKEK', 'Makina ve Kimya', 'Kirikkale']),
  make('sarsilmaz', 'Sarsılmaz', ['TUR'], ['SAR', 'SAR USA', 'Sarsilmaz']),
  make('tisas', 'Tisaş', ['TUR'], ['Tisas', 'Trabzon Silah']),
  make('girsan', 'Girsan', ['TUR'], ['Yavuz 16']),
  make('winchester', 'Winchester', ['USA', 'JPN', 'PRT', 'BEL'], ['Winchester Repeating Arms', 'Winchester Arms']),
  make('marlin', 'Marlin', ['USA'], ['Marlin Firearms']),
  make('savage', 'Savage', ['USA', 'CAN'], ['Savage Arms', 'Stevens', 'Savage Stevens']),
  make('bushmaster', 'Bushmaster', ['USA'], ['Bushmaster Firearms']),
  make('century', 'Century International Arms', ['USA'], ['Century Arms', 'CIA', 'Century Arms International']),
  make('jimenez', 'Jimenez Arms', ['USA'], ['Jimenez', 'JA Industries']),
  make('raven', 'Raven Arms', ['USA'], ['Raven']),
  make('phoenix', 'Phoenix Arms', ['USA'], ['Phoenix']),
  make('davis', 'Davis Industries', ['USA'], ['Davis']),
  make('benelli', 'Benelli', ['ITA'], ['Benelli Armi']),
  make('tanfoglio', 'Tanfoglio', ['ITA'], ['Fratelli Tanfoglio', 'EAA Witness', 'F.lli Tanfoglio']),
  make('franchi', 'Franchi', ['ITA'], ['Luigi Franchi']),
  make('uberti', 'Uberti', ['ITA'], ['Aldo Uberti']),
  make(
    'enfield',
    'Enfield',
    ['GBR', 'AUS', 'IND', 'CAN'],
    ['Lee-Enfield', 'Royal Small Arms Factory', 'RSAF Enfield', 'Lithgow', 'Ishapore'],
  ),
  make('webley', 'Webley', ['GBR'], ['Webley & Scott', 'Webley Scott']),
  make('inglis', 'Inglis', ['CAN'], ['John Inglis']),
  make('maadi', 'Maadi', ['EGY'], ['Maadi Company', 'Factory 54']),
  make('pof', 'Pakistan Ordnance Factories', ['PAK'], ['POF', 'P.O.F.']),
  make(
    'ordnance-factory-board',
    'Indian Ordnance Factories',
    ['IND'],
    ['OFB', 'IOF', 'Ordnance Factory Board', 'Rifle Factory Ishapore'],
  ),
  make('daewoo', 'Daewoo', ['KOR'], ['S&T Motiv', 'SNT Motiv']),
  make('miroku', 'Miroku', ['JPN'], ['B.C. Miroku', 'Miroku Firearms']),
  make('denel', 'Denel', ['ZAF'], ['Vektor', 'Lyttelton', 'Lyttelton Engineering Works']),
  make('sphinx', 'Sphinx', ['CHE'], ['Sphinx Systems', 'ITM']),
  make('caracal', 'Caracal', ['ARE', 'USA'], ['Caracal International']),
];
