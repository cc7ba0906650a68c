/** What a team of the example organisation brings to market. */
export interface Line {
  readonly product: string
  readonly team: string
  /** Who asks for waivers on its behalf. */
  readonly asks: string
  readonly markets: readonly [readonly string[], ...(readonly string[])[]]
  readonly features: readonly [readonly [slug: string, title: string], ...(readonly [slug: string, title: string])[]]
}

/** In several languages and scripts, as the names of real products are. */
export const lines: readonly [Line, ...Line[]] = [
  {
    product: 'berths',
    team: 'berth-team',
    asks: 'ines',
    markets: [['DE', 'NO', 'US'], ['GB', 'IE'], ['SE', 'DK', 'NO'], ['US']],
    features: [
      ['berth-booking', 'Book a berth by phone'],
      ['berth-swap', 'Swap berths with a neighbour'],
      ['berth-photos', 'Photos of every berth'],
      ['berth-reminders', 'Reminders before high water'],
      ['berth-seasons', 'Berths for a whole season'],
      ['berth-guests', 'Guest berths on the map'],
      ['berth-power', 'Shore power by the hour'],
    ],
  },
  {
    product: 'ferries',
    team: 'ferry-team',
    asks: 'ola',
    markets: [['NO', 'SE', 'DK'], ['NO'], ['GB', 'FR'], ['FI', 'SE']],
    features: [
      ['ferry-tickets', 'One ticket for the whole fjord'],
      ['ferry-delays', 'Delays told before you leave home'],
      ['ferry-bicycles', 'Places for bicycles'],
      ['ferry-accessible', 'Step-free boarding, shown in advance'],
      ['ferry-groups', 'Tickets for school classes'],
      ['ferry-refunds', 'Money back without asking'],
    ],
  },
  {
    product: 'lotsen',
    team: 'lotsen-team',
    asks: 'jürgen',
    markets: [['DE', 'AT', 'CH'], ['DE'], ['DE', 'NL', 'BE']],
    features: [
      ['lotsen-ruf', 'Lotsenruf mit Rückmeldung in fünf Minuten'],
      ['schleusen-zeiten', 'Schleusenzeiten für Großschiffe über 200 m'],
      ['liegeplatz-gebuehren', 'Liegeplatzgebührenabrechnungsübersicht'],
      ['hafenmeister-app', 'Hafenmeister-App für Außendienst und Büro'],
      ['wasserstands-warnung', 'Wasserstandswarnung für Überseeböden'],
    ],
  },
  {
    product: 'småbåt',
    team: 'båtlag',
    asks: 'åse',
    markets: [['NO'], ['NO', 'SE'], ['NO', 'DK', 'SE', 'FI']],
    features: [
      ['baatplass', 'Båtplass på nett – søk, bestill, betal'],
      ['gjestehavn', 'Gjestehavner langs hele kysten'],
      ['vaerklart', 'Værklart: når bør du gå i havn?'],
      ['opplag', 'Vinteropplag med ø-ordning'],
      ['nokkelbytte', 'Nøkkelbytte uten å møtes'],
    ],
  },
  {
    product: '港湾案内',
    team: '港湾チーム',
    asks: '佐藤',
    markets: [['JP'], ['JP', 'US'], ['JP', 'KR']],
    features: [
      ['kou-annai', '港の空き状況カレンダー'],
      ['shio-hayami', '潮見表と入港時刻のお知らせ'],
      ['gyoko-yoyaku', '漁港の係留予約（英語・韓国語対応）'],
      ['senpaku-tetsuzuki', '船舶手続きのオンライン申請'],
    ],
  },
  {
    product: 'مرسى',
    team: 'فريق الميناء',
    asks: 'ليلى',
    markets: [
      ['GB', 'FR'],
      ['FR', 'ES'],
      ['AE', 'GB'],
    ],
    features: [
      ['marsa-booking', 'حجز أرصفة الميناء عبر الهاتف'],
      ['marsa-fees', 'رسوم الميناء بكل وضوح (2026)'],
      ['marsa-weather', 'تنبيهات الطقس قبل الإبحار'],
    ],
  },
  {
    product: 'billing',
    team: 'billing-team',
    asks: 'petra',
    markets: [
      ['DE', 'NO', 'US'],
      ['DE', 'FR', 'IT', 'ES'],
      ['NL', 'BE'],
    ],
    features: [
      ['harbour-fees', 'New harbour fees'],
      ['invoice-monthly', 'One invoice a month'],
      ['crane-prices', 'Crane prices by weight'],
      ['payment-terms', 'Payment terms for co-operatives'],
      ['storage-prices', 'Winter storage prices'],
    ],
  },
  {
    product: 'advice',
    team: 'advice-team',
    asks: 'nadia',
    markets: [
      ['GB', 'IE'],
      ['DE', 'AT'],
      ['US', 'CA'],
    ],
    features: [
      ['berth-advice', 'Berth advice, answered by a machine'],
      ['cargo-questions', 'Questions about cargo papers'],
      ['storm-summary', 'Storm warnings in plain words'],
      ['customs-help', 'Help with customs forms'],
    ],
  },
]
