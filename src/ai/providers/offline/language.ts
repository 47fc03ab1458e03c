export type Language = 'en' | 'hi';

const HINDI = new Set(
  'ka ke ki ko hai hain kya kitna kitne kitni karo kar kardo lo do le bech becho bechna kharid kharido kharidna kharidlo lelo dikhao dikha batao bata mera mere meri mujhe aaj hafte mahine saal bhai yaar rok roko band chalu hatao hata badha badhao kam aadha adha sab sara saara poora pura pe par mein nahi mat kaise kaisa kaun kaunsa bhav hazaar hazar karna hona chahiye jab agar abhi apna aap tum theek accha acha rupaye haan namaste shukriya dhanyavad rehne chhodo jaye upar neeche niche se tak aur nikal suna sunao raha rahi'.split(
    ' ',
  ),
);
/** Words of both languages count for neither. */
const ENGLISH_TOO = new Set(['do', 'par', 'me', 'kar', 'ki', 'se']);

/** The language somebody writes in: romanised Hindi where one of its words is there. */
export function languageOf(tokens: readonly string[]): Language {
  return tokens.some(token => HINDI.has(token) && !ENGLISH_TOO.has(token)) ? 'hi' : 'en';
}
