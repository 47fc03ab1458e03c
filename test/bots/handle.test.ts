import { describe, expect, test } from 'vitest';
import type { Event } from '../../src/bots/chat.js';
import { said } from '../../src/domain/reply.js';
import { answered, hanging, testDoor } from '../support/door.js';

const text = (words: string): Event => ({ kind: 'text', text: words, quoted: [] });
const press: Event = { kind: 'press', card: 'C1', nonce: 'n', button: 'confirm' };
/** Lets what is under way go as far as it goes. */
const settled = () => new Promise(resolve => setImmediate(resolve));

describe('the one door', () => {
  test('a text goes to the assistant, and its answer comes back with what it was made with', async () => {
    const { says } = testDoor(async ({ text: words, person }) => answered(`${person.userId} said ${words}`));
    const heard = await says('how is my portfolio?');
    expect(heard.text()).toBe('asha said how is my portfolio?');
    expect(heard.abouts).toEqual([expect.objectContaining({ provider: 'offline', sessionId: 1 })]);
  });

  test('turns of one conversation come one at a time and in order, those of others at once', async () => {
    const running: string[] = [];
    let most = 0;
    const order: string[] = [];
    const { send } = testDoor(async ({ text: words, person }) => {
      running.push(words);
      most = Math.max(most, running.filter(each => each.startsWith('a')).length);
      await settled();
      running.splice(running.indexOf(words), 1);
      order.push(`${person.chatId} ${words}`);
      return answered(words);
    });
    const all = ['a1', 'a2', 'a3'].map(words => send(text(words)));
    const other = send(text('b1'), { chatId: 'there' });
    await Promise.all([...all, other].map(({ ended }) => ended));
    expect(most).toBe(1);
    expect(order.filter(each => each.startsWith('here'))).toEqual(['here a1', 'here a2', 'here a3']);
    expect(order.indexOf('there b1')).toBeLessThan(2);
  });

  test('a thousand messages at once: one is answered, five wait, the rest is told once to slow down', async () => {
    const slow = hanging();
    const { send, door } = testDoor(slow.answer);
    const all = Array.from({ length: 1_000 }, (_, at) => send(text(`message ${at}`)));
    await settled();
    expect(slow.asked()).toBe(1);
    const told = all.filter(heard => /Slow down/.test(heard.text()));
    expect(told).toHaveLength(1);
    await door.close();
    await Promise.all(all.map(({ ended }) => ended));
    expect(slow.asked()).toBe(1);
  });

  test('a press, a command and panic never wait behind a turn that hangs', async () => {
    const { send, pressed, ran, door } = testDoor(hanging().answer);
    const turn = send(text('think hard'));
    await settled();
    for (const event of [
      press,
      { kind: 'command', name: 'portfolio', options: {} } as const,
      text('/pnl week infy'),
      text('PANIC!'),
    ]) {
      const heard = send(event);
      await heard.ended;
      expect(heard.replies).toHaveLength(1);
    }
    expect(pressed).toEqual([press]);
    expect(ran).toEqual([
      { tool: 'show_portfolio', args: {} },
      { tool: 'show_pnl', args: { period: 'week', symbol: 'infy' } },
      { tool: 'kill_switch', args: { on: true } },
    ]);
    expect(turn.replies).toEqual([]);
    await door.close();
  });

  test('stop ends the turn and forgets what waits; the next text is answered', async () => {
    const slow = hanging();
    let hangs = true;
    const { send, says, faults } = testDoor((asked, options) =>
      hangs ? slow.answer(asked, options) : Promise.resolve(answered('again')),
    );
    const turns = [send(text('one')), send(text('two')), send(text('three'))];
    await settled();
    hangs = false;
    expect((await says('stop')).text()).toBe('Stopped, and 2 waiting messages were left unanswered.');
    await Promise.all(turns.map(({ ended }) => ended));
    expect(turns.flatMap(({ replies }) => replies)).toEqual([]);
    expect(faults).toHaveLength(1);
    expect((await says('four')).text()).toBe('again');
    expect((await says('stop')).text()).toMatch(/No answer is under way.*panic/);
  });

  test('a turn that does not listen to stop gives its place to the next after a while', async () => {
    const deaf = hanging({ deaf: true });
    let hangs = true;
    const { send, says } = testDoor((asked, options) =>
      hangs ? deaf.answer(asked, options) : Promise.resolve(answered('next')),
    );
    const turn = send(text('one'));
    await settled();
    hangs = false;
    await says('stop');
    await turn.ended;
    expect((await says('two')).text()).toBe('next');
  });

  test('an event that comes twice is handled once', async () => {
    const { says } = testDoor(async () => answered('once'));
    expect((await says('hello', { eventId: 'X' })).replies).toHaveLength(1);
    expect((await says('hello', { eventId: 'X' })).replies).toHaveLength(0);
    expect((await says('hello', { eventId: 'X', platform: 'telegram' })).replies).toHaveLength(1);
  });

  test('somebody unknown hears how to be invited, and joins with a code', async () => {
    const stranger = { sender: { platformUserId: 'stranger', displayName: '?' } };
    const { says, send, pressed } = testDoor(async () => answered('never'));
    expect((await says('show me the portfolio of asha', stranger)).text()).toMatch(/by invitation/);
    expect((await says('join ABC-123', stranger)).text()).toBe('joining with ABC-123');
    await send(press, stranger).ended;
    expect(pressed).toEqual([]);
  });

  test('nothing is said of anybody where others can read', async () => {
    const { says, ran } = testDoor(async () => answered('your portfolio'));
    expect((await says('portfolio', { isPublic: true })).text()).toMatch(/private chat/);
    expect((await says('/portfolio', { isPublic: true })).text()).toMatch(/private chat/);
    expect(ran).toEqual([]);
  });

  test('a fault becomes a polite reply with a reference that stands in the log, and nothing else', async () => {
    const { says, faults } = testDoor(() => Promise.reject(new Error('secret stack of /home/x')));
    const heard = (await says('hello')).text();
    expect(faults).toEqual([{ error: expect.any(Error), reference: expect.stringMatching(/^ID\d+$/) }]);
    expect(heard).toContain(faults[0]?.reference ?? '-');
    expect(heard).not.toContain('secret');
  });

  test('sources, why and conversations are asked of those who know', async () => {
    const { says, send } = testDoor(async () => answered('fine'));
    expect((await says('/sources')).text()).toMatch(/no answer here yet/);
    await says('hello');
    expect((await says('/sources')).text()).toBe('sources of 7');
    expect((await says('/ai why')).text()).toBe('why of 1');
    expect((await says('/resume 3')).text()).toBe('resumed 3');
    const heard = send({ kind: 'sources', messageId: 9 });
    await heard.ended;
    expect(heard.text()).toBe('sources of 9');
  });

  test('a key of the person’s own is kept or forgotten, and goes to no model', async () => {
    const slow = hanging();
    const { says } = testDoor(slow.answer);
    expect((await says('/key claude sk-ant-0123456789abcdef')).text()).toBe('kept claude');
    expect((await says('/key claude')).text()).toBe('forgot claude');
    expect((await says('/key nobody sk-ant-0123456789abcdef')).text()).toMatch(/openai, claude, gemini/);
    expect(slow.asked()).toBe(0);
  });

  test('an answer to the onboarding costs no model, and an offer stands below the answer', async () => {
    let asked = 0;
    const { says } = testDoor(
      async () => {
        asked += 1;
        return answered('fine');
      },
      {
        onboarding: (_, words) =>
          Promise.resolve(
            words === 'i agree'
              ? { kind: 'answered', reply: said('thanks') }
              : { kind: 'passed', afterwards: said('one more thing') },
          ),
      },
    );
    expect((await says('i agree')).text()).toBe('thanks');
    expect(asked).toBe(0);
    const heard = await says('how is infy');
    expect(heard.text()).toBe('fine\none more thing');
    expect(heard.replies).toHaveLength(1);
  });
});

describe('bad input', () => {
  const echo = async ({ text: words }: { text: string }) => answered(`${Array.from(words).length}`);

  test.each([
    ['nothing', ''],
    ['spaces', ' \n\t '],
    ['binary', Buffer.from(Array.from({ length: 600 }, (_, at) => at % 32)).toString('latin1')],
    ['invisible letters', '\u200b\u2060\ufeff'],
    ['halves of letters', '\ud800\ud800'],
  ])('%s is answered without a model', async (_, words) => {
    let asked = 0;
    const { says } = testDoor(async () => {
      asked += 1;
      return answered('');
    });
    expect((await says(words)).text()).toMatch(/nothing in that message that I can read/);
    expect(asked).toBe(0);
  });

  test('100,000 characters are cut off, with words', async () => {
    const { says } = testDoor(echo);
    const heard = (await says('😀'.repeat(100_000))).text();
    expect(heard).toMatch(/^Your message was too long: I read its first 8,000 characters/);
    expect(heard).toMatch(/\n8000$/);
  });

  test.each([
    'مرحبا كم سعر INFY',
    'שלום',
    '<script>alert(0)</script>',
    "'; DROP TABLE users;--",
    '{{7*7}} ${7*7} %s %n',
    'Ω≈ç√∫˜µ≤≥÷',
    '田中さんにあげて下さい',
    '👨‍👩‍👧‍👦 null undefined NaN',
    'Z̮̞̠͙͔ͅḀ̗̞͈̻̗Ḷ͙͎̯̹̞͓G̻O̭̗̮',
    '__proto__',
  ])('%s arrives as it is', async words => {
    const { says } = testDoor(async ({ text: got }) => answered(got));
    expect((await says(words)).text()).toBe(words);
  });

  test.each([
    '/',
    '/nonsense',
    '/constructor',
    '/__proto__ x',
    `/${'x'.repeat(5_000)}`,
    '/pnl week infy\u0000',
  ])('the command %j is answered with words', async line => {
    const { says, faults } = testDoor(echo);
    expect((await says(line)).replies).toHaveLength(1);
    expect(faults).toEqual([]);
  });
});
