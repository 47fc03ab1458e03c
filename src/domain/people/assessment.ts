import { and, count, desc, eq } from 'drizzle-orm';
import { auditFromMain } from '../../db/audit/trail.js';
import { riskAssessmentHistory } from '../../db/schema/main/index.js';
import type { Store } from '../../db/store.js';
import { istDate } from '../ist.js';
import type { Clock } from '../ports.js';
import { PEOPLE_LIMITS } from './limits.js';
import { type Acting, done, type PeopleAnswer, refuse, roleOf, wishOf } from './person.js';
import { writeProfile } from './profile.js';
import type { RiskTolerance } from './profile-fields.js';
import {
  QUESTIONNAIRE_VERSION,
  readAnswers,
  type RiskScore,
  scoreOf,
  TOLERANCE_FROM,
} from './questionnaire.js';

export interface AssessDesk {
  store: Store;
  clock: Clock;
}

export type Assessment = typeof riskAssessmentHistory.$inferSelect;

export type AssessRefusal = 'NO_PERSON' | 'BAD_ANSWERS' | 'TOO_MANY' | 'NOT_OWNER';

type Found = Pick<Assessment, 'riskScore' | 'riskTolerance' | 'assessmentMethod' | 'questionnaireResponses'>;

/** Scores the answers to the questionnaire, and makes the result the current assessment; those before it are kept. */
export async function assess(
  desk: AssessDesk,
  person: Acting,
  given: unknown,
): Promise<PeopleAnswer<Assessment & { found: RiskScore }, AssessRefusal>> {
  const read = readAnswers(given);
  if ('wrong' in read) return refuse('BAD_ANSWERS', `These are not answers to all questions: ${read.wrong}.`);
  const found = scoreOf(read.answers);
  const answer = await record(desk, person, {
    riskScore: found.score,
    riskTolerance: found.riskTolerance,
    assessmentMethod: 'questionnaire',
    questionnaireResponses: { version: QUESTIONNAIRE_VERSION, answers: read.answers, ...found },
  });
  return answer.ok ? done({ ...answer.value, found }) : answer;
}

const OPERATOR_SCORES: Record<RiskTolerance, number> = {
  conservative: Math.round(TOLERANCE_FROM.moderate / 2),
  moderate: Math.round((TOLERANCE_FROM.moderate + TOLERANCE_FROM.aggressive) / 2),
  aggressive: Math.round((TOLERANCE_FROM.aggressive + 100) / 2),
};

/** Enters what was found elsewhere, such as by an adviser: only an owner may. The score is the middle of its range. */
export async function enterAssessment(
  desk: AssessDesk,
  owner: Acting,
  userId: string,
  riskTolerance: RiskTolerance,
): Promise<PeopleAnswer<Assessment, AssessRefusal>> {
  if ((await roleOf(desk.store.main.read, owner.userId)) !== 'owner')
    return refuse('NOT_OWNER', 'Only an owner enters an assessment: answer the questionnaire instead.');
  return await record(
    desk,
    { userId, actor: 'operator' },
    {
      riskScore: OPERATOR_SCORES[riskTolerance],
      riskTolerance,
      assessmentMethod: 'operator',
      questionnaireResponses: { enteredBy: owner.userId },
    },
  );
}

async function record(
  { store, clock }: AssessDesk,
  person: Acting,
  found: Found,
): Promise<PeopleAnswer<Assessment, AssessRefusal>> {
  const now = clock.now();
  const assessmentDate = istDate(now);
  const { userId } = person;
  const own = eq(riskAssessmentHistory.userId, userId);
  return await store.main.tx(async tx => {
    if ((await roleOf(tx, userId)) === undefined) return refuse('NO_PERSON', 'There is no such person.');
    const [today] = await tx
      .select({ made: count() })
      .from(riskAssessmentHistory)
      .where(and(own, eq(riskAssessmentHistory.assessmentDate, assessmentDate)));
    if (today && today.made >= PEOPLE_LIMITS.assessmentsADay)
      return refuse(
        'TOO_MANY',
        `There are ${today.made} assessments of today already, which is the most: try again tomorrow.`,
      );
    await tx
      .update(riskAssessmentHistory)
      .set({ isCurrent: false })
      .where(and(own, eq(riskAssessmentHistory.isCurrent, true)));
    const [row] = await tx
      .insert(riskAssessmentHistory)
      .values({ userId, assessmentDate, ...found, isCurrent: true, createdAt: now })
      .returning();
    if (!row) throw new Error('the assessment was not stored');
    await writeProfile(tx, person, { riskTolerance: found.riskTolerance }, now, 'profile.assess');
    await auditFromMain(tx, {
      ...person,
      action: 'risk.assessed',
      entityType: 'risk_assessment',
      entityId: String(row.id),
      newData: { score: found.riskScore, riskTolerance: found.riskTolerance, method: found.assessmentMethod },
      rationale: wishOf(person, 'profile.assess'),
      at: now,
    });
    return done(row);
  });
}

/** A person's assessments, the newest first: at most `limit`. */
export async function assessmentsOf(
  read: Pick<Store['main']['read'], 'select'>,
  userId: string,
  limit: number,
): Promise<Assessment[]> {
  return await read
    .select()
    .from(riskAssessmentHistory)
    .where(eq(riskAssessmentHistory.userId, userId))
    .orderBy(desc(riskAssessmentHistory.assessmentDate), desc(riskAssessmentHistory.id))
    .limit(Math.max(1, Math.min(limit, 100)));
}
