import { z } from 'zod';
import type { ToolSchema } from '../llm.js';
import type { Tool } from './tool.js';

/** The tools as providers are told of them: what a model may write, before it is parsed. To be made once. */
export const toolSchemas = (tools: readonly Tool[]): ToolSchema[] =>
  tools.map(({ name, about, args }) => {
    const { $schema: _, ...schema } = z.toJSONSchema(args, { io: 'input' });
    return { name, about, schema };
  });
