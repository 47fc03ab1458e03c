/**
 * Whatever a chat would turn into a link or fetch by itself: a scheme, `www.`, a Markdown target, an address for mail or
 * payments, and bare hosts of the common endings. A picture's address alone can carry data out, without anybody pressing it.
 */
const LINKS = [
  /!?\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)?/gu,
  /<?(?:[a-z][a-z0-9+.-]{1,20}:\/\/|(?<![\p{L}\p{N}])(?:mailto:|tel:|sms:|upi:|javascript:|data:[a-z]+\/))[^\s>)\]]{0,2000}>?/giu,
  /(?<![\p{L}\p{N}])www\.[^\s)\]]{1,2000}/giu,
  // An address for mail or for payments (name@bank), or a name that chats turn into a link to somebody.
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{0,64}@[\p{L}_][\p{L}\p{N}_-]{1,62}(?:\.[\p{L}\p{N}-]{2,63}){0,5}/gu,
  /(?<![\p{L}\p{N}@._-])(?:[\p{L}\p{N}-]{1,63}\.){1,6}(?:com|net|org|info|biz|io|in|co|me|ru|cn|xyz|top|site|online|app|dev|ai|gg|ly|to|link|click|shop|store|cloud|live|pro|tech|cc|tv|us|uk|eu|de|su|pw|ws|zip|mov|finance|money|trade|trading|exchange|wallet|host|space|vip|win|bid|stream|icu|club|chat|sh|id|example|test|invalid)(?![\p{L}\p{N}])(?:[:/?#][^\s)\]]{0,2000})?/giu,
] as const;

const REMOVED = '[link removed]';

/** A text without addresses: no reply of ours leads anywhere, whoever wished for it. */
export function withoutLinks(text: string): string {
  let clean = text;
  for (const [place, pattern] of LINKS.entries())
    clean = clean.replace(pattern, (_, label: unknown) =>
      place === 0 && typeof label === 'string' && label.trim() !== '' ? label : REMOVED,
    );
  return clean;
}
