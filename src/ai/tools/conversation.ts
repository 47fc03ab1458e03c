import { z } from 'zod';
import { searchMessages } from '../../db/archive/search.js';
import { marketInstant } from '../../domain/words/instants.js';
import { TOOL_LIMITS } from './limits.js';
import { text } from './parts.js';
import { defineTool, type ToolContext } from './tool.js';

/** The part of a long message around the first of the words. */
function snippetOf(content: string, query: string): string {
  const { snippetLettersMax: most } = TOOL_LIMITS;
  const plain = content.replace(/\s+/g, ' ').trim();
  if (plain.length <= most) return plain;
  const first = query.trim().split(/\s+/)[0]?.toLowerCase() ?? '';
  const at = Math.max(0, plain.toLowerCase().indexOf(first) - most / 4);
  const cut = plain.slice(at, at + most);
  return `${at > 0 ? '…' : ''}${cut}${at + most < plain.length ? '…' : ''}`;
}

function searchData({ desk, person }: ToolContext, query: string) {
  const { foundMessages: limit } = TOOL_LIMITS;
  const search = { userId: person.userId, words: query, limit: limit + 1 };
  const found = searchMessages(desk.store.folder, search);
  return {
    query,
    is_cut: found.length > limit,
    found: found.slice(0, limit).map(({ sessionId, messageType, content, createdAt }) => ({
      conversation: sessionId,
      said_by: messageType === 'user' ? 'person' : 'assistant',
      at: marketInstant(createdAt),
      text: snippetOf(content, query),
    })),
  };
}
type SearchData = ReturnType<typeof searchData>;

export const conversationSearch = defineTool({
  name: 'conversation_search',
  about: "Finds messages of the person's own past conversations that hold all the words, newest first.",
  effect: 'read',
  args: z.strictObject({ query: z.string().min(1).max(TOOL_LIMITS.queryLettersMax) }),
  run: (context, { query }) => {
    const data = searchData(context, query);
    // Old figures are old, and old wishes no wishes: what was said before is only told of.
    return Promise.resolve({ ok: true, data, outside: data.found.map(each => each.text) });
  },
  reads: (data: SearchData) =>
    data.found.length === 0
      ? [text('Nothing of your conversations holds all of these words.')]
      : [
          ...data.found.map(each =>
            text(`${each.at}, ${each.said_by === 'person' ? 'you' : 'I'}: ${each.text}`),
          ),
          ...(data.is_cut ? [text('Older ones are not shown: add a word to narrow it.')] : []),
        ],
});
