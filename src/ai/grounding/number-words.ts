const table = (text: string): Map<string, number> =>
  new Map(
    text
      .split(/\s+/)
      .filter(entry => entry !== '')
      .map(entry => {
        const [word = '', value = ''] = entry.split(':');
        return [word, Number(value)] as const;
      }),
  );

/** English numbers below a hundred. `one` is one only before a unit: else it is a pronoun. */
export const ENGLISH =
  table(`zero:0 nil:0 one:1 two:2 three:3 four:4 five:5 six:6 seven:7 eight:8 nine:9 ten:10
  eleven:11 twelve:12 thirteen:13 fourteen:14 fifteen:15 sixteen:16 seventeen:17 eighteen:18 nineteen:19 twenty:20
  thirty:30 forty:40 fourty:40 fifty:50 sixty:60 seventy:70 eighty:80 ninety:90`);

/** Romanised and Devanagari Hindi numbers: only before a magnitude or a unit, since `do` and `das` are other words too. */
export const HINDI =
  table(`ek:1 do:2 teen:3 tin:3 char:4 chaar:4 paanch:5 panch:5 pach:5 chhe:6 chah:6 chhah:6 che:6
  saat:7 sat:7 aath:8 ath:8 nau:9 das:10 dus:10 gyarah:11 gyara:11 barah:12 bara:12 terah:13 chaudah:14
  pandrah:15 pandra:15 solah:16 satrah:17 atharah:18 atthara:18 unnis:19 bees:20 bis:20 ikkis:21 bais:22 teis:23
  chaubis:24 pachis:25 pachees:25 chabbis:26 sattais:27 atthais:28 untis:29 tees:30 tis:30 paintis:35 chalis:40
  chaalis:40 paintalis:45 pachas:50 pachaas:50 pachpan:55 saath:60 painsath:65 sattar:70 pachattar:75
  pachhattar:75 assi:80 pachasi:85 nabbe:90 pachanve:95 dedh:1.5 dhai:2.5 dhaai:2.5 adhai:2.5
  एक:1 दो:2 तीन:3 चार:4 पांच:5 पाँच:5 छह:6 छः:6 सात:7 आठ:8 नौ:9 दस:10 ग्यारह:11 बारह:12 पंद्रह:15 बीस:20 पच्चीस:25
  तीस:30 चालीस:40 पचास:50 साठ:60 सत्तर:70 अस्सी:80 नब्बे:90 डेढ़:1.5 ढाई:2.5`);

/** What is added to the number after it: `sava do lakh` is 2.25 lakh, `saadhe teen` 3.5, `paune do` 1.75. */
export const QUARTERS = table(
  'sava:0.25 sawa:0.25 saadhe:0.5 sadhe:0.5 paune:-0.25 साढ़े:0.5 सवा:0.25 पौने:-0.25',
);

export const MAGNITUDES =
  table(`hundred:100 hundreds:100 sau:100 सौ:100 k:1000 thousand:1000 thousands:1000 hazaar:1000
  hazar:1000 hajar:1000 hajaar:1000 हज़ार:1000 हजार:1000 lakh:1e5 lakhs:1e5 lac:1e5 lacs:1e5 laakh:1e5 l:1e5 लाख:1e5
  crore:1e7 crores:1e7 cr:1e7 crs:1e7 karod:1e7 करोड़:1e7 million:1e6 millions:1e6 mn:1e6 mln:1e6 m:1e6 billion:1e9
  billions:1e9 bn:1e9 b:1e9 arab:1e9 trillion:1e12 tn:1e12 t:1e12 dozen:12 dozens:12`);

/** Magnitudes that are letters: only after digits, and not after words. */
export const LETTER_MAGNITUDES = new Set(['k', 'l', 'm', 'b', 't', 'cr', 'mn', 'bn', 'tn']);

/** Words that are a part or a multiple of something by themselves. */
export const PARTS =
  table(`half:0.5 halves:0.5 halved:0.5 aadha:0.5 adha:0.5 aadhe:0.5 aadhi:0.5 aadhaa:0.5 आधा:0.5 आधी:0.5
  third:0.3333 thirds:0.3333 tihai:0.3333 quarter:0.25 quarters:0.25 fourth:0.25 fourths:0.25 chauthai:0.25 fifth:0.2
  fifths:0.2 tenth:0.1 tenths:0.1`);
export const MULTIPLES =
  table(`double:2 doubled:2 doubles:2 doubling:2 twice:2 twofold:2 dugna:2 doguna:2 dugni:2 duguna:2
  दोगुना:2 triple:3 tripled:3 thrice:3 threefold:3 tiguna:3 tigna:3 quadruple:4 quadrupled:4 fourfold:4 fivefold:5 tenfold:10`);

export const ORDINALS = table(
  `third:3 fourth:4 fifth:5 sixth:6 seventh:7 eighth:8 ninth:9 tenth:10 eleventh:11 twelfth:12`,
);
