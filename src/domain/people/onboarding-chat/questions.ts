import { GOAL_TYPES, TIMELINES, TRADING_FREQUENCIES } from '../../../db/schema/values.js';
import type { Button, Part } from '../../reply.js';
import { FIELD_WORDS, type Profile } from '../profile-fields.js';
import { type AnswerKey, QUESTIONS } from '../questionnaire.js';

/** In the order in which they are asked. */
export const CHAT_STEPS = ['consent', 'questionnaire', 'profile', 'goal', 'mode'] as const;
export type ChatStep = (typeof CHAT_STEPS)[number];

/** Of the words below: a change of what is agreed to is another version, and is asked for again. */
export const CONSENT_VERSION = '2026-11';

const CONSENT = [
  'Before we set things up, three things to agree to:',
  '1. What you write here, your orders and your figures are kept on this machine; you can have them exported or deleted.',
  '2. Where an AI provider is configured, your messages and the figures they need are sent to it. The offline assistant sends nothing.',
  '3. Nothing here is investment advice. Trading is practice, on the market that each answer names. Nothing is bought or sold before you press Confirm.',
].join('\n');

const NAMES: Readonly<Record<ChatStep, string>> = {
  consent: 'what you agree to',
  questionnaire: 'the questions about risk',
  profile: 'how you invest',
  goal: 'a first goal',
  mode: 'practice or live',
};
export const stepName = (step: ChatStep): string => NAMES[step];

/** What a button sends says by itself what it is about: it may be pressed long after. */
export const SAYS = {
  agree: 'I agree to the terms',
  practice: 'I trade in practice mode',
  live: 'I want to trade live',
  later: 'Set me up later',
  resume: 'Set me up',
  skip: (step: ChatStep) => `Skip the step: ${NAMES[step]}`,
  answer: (place: number, key: AnswerKey) => `Risk question ${place + 1}: ${key}`,
} as const;

const say = (label: string, text: string): Button => ({ label, action: { kind: 'say', text } });
const text = (words: string): Part => ({ type: 'text', text: words });
const leave = (step: ChatStep): Button[] => [say('Skip', SAYS.skip(step)), say('Later', SAYS.later)];

/** What the questions need to know of the person. */
export interface Known {
  answers: Readonly<Record<string, AnswerKey>>;
  missing: readonly (keyof Profile)[];
  sectors: readonly string[];
}

/** The place of the first question about risk without an answer. */
export const openQuestion = ({ answers }: Pick<Known, 'answers'>): number =>
  QUESTIONS.findIndex(({ id }) => answers[id] === undefined);

/** One message that asks for a step, with its buttons. */
export function askFor(step: ChatStep, known: Known): Part[] {
  switch (step) {
    case 'consent':
      return [
        text(CONSENT),
        { type: 'buttons', buttons: [say('I agree', SAYS.agree), say('Later', SAYS.later)] },
      ];
    case 'questionnaire':
      return riskQuestion(known);
    case 'profile':
      return profileQuestion(known);
    case 'goal':
      return [
        text(
          `What do you save for first? Name, amount, and what else you like, with commas between:\nA flat, 25 lakh, by 2032-04, 10000 a month, 60 %, priority 1\nThe percentage is the share of your portfolio that counts towards it; 1 is the highest priority. Its kind follows from the name: ${GOAL_TYPES.join(', ').replaceAll('_', ' ')}.`,
        ),
        { type: 'buttons', buttons: leave(step) },
      ];
    case 'mode':
      return [
        text(
          'Last: practice or live? In practice you trade with play money on a market that is named in every answer.',
        ),
        {
          type: 'buttons',
          buttons: [say('Practice', SAYS.practice), say('Live', SAYS.live), say('Later', SAYS.later)],
        },
      ];
  }
}

function riskQuestion(known: Known): Part[] {
  const place = Math.max(0, openQuestion(known));
  const question = QUESTIONS[place];
  if (!question) return [];
  const first =
    place === 0
      ? `${QUESTIONS.length} short questions about risk; sensible limits follow from them, and none of yours becomes looser. Press, or write all letters at once, such as ${'b'.repeat(QUESTIONS.length)}.\n\n`
      : '';
  const keys = ['a', 'b', 'c', 'd'] as const;
  const options = question.options.map((option, at) => `${keys[at] ?? ''}) ${option}`);
  return [
    text([`${first}${place + 1} of ${QUESTIONS.length}: ${question.text}`, ...options].join('\n')),
    {
      type: 'buttons',
      buttons: [...keys.map(key => say(key, SAYS.answer(place, key))), ...leave('questionnaire')],
    },
  ];
}

function profileQuestion({ missing, sectors }: Known): Part[] {
  const open = missing.map(field => FIELD_WORDS[field]).join(', ');
  const words = (values: readonly string[]) => values.join(', ').replaceAll('_', ' ');
  return [
    text(
      [
        `How do you invest? One message, with commas between, and leave out what you like. Still open: ${open}.`,
        'Example: long term, weekly, at most 10 % a share, stop 8 %, target 20 %, for retirement, Information Technology',
        `Timeline: ${words(TIMELINES)}. You trade: ${words(TRADING_FREQUENCIES)}. For: ${words(GOAL_TYPES)}.`,
        `Sectors: ${sectors.join('; ')}.`,
        'These are wishes: no limit becomes looser by them. Automatic trading stays off; switching it on takes a card.',
      ].join('\n'),
    ),
    {
      type: 'buttons',
      buttons: [
        say('Careful', 'long term, rarely, at most 5 % a share, stop 5 %, target 15 %'),
        say('Balanced', 'medium term, monthly, at most 10 % a share, stop 8 %, target 20 %'),
        say('Active', 'short term, weekly, at most 15 % a share, stop 10 %, target 25 %'),
        ...leave('profile'),
      ],
    },
  ];
}

/** The same in one line, after an answer to something else. */
export const offer = (step: ChatStep): Part[] => [
  text(`When you like: ${stepName(step)} is still open.`),
  { type: 'buttons', buttons: [say('Set me up', SAYS.resume), say('Later', SAYS.later)] },
];
