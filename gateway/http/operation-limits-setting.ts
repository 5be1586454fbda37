import { z } from 'zod';
import { type OperationLimits, operationLimits } from './operation-limits.ts';

const entryPattern = /^(\w{1,20})=([1-9]\d{0,8})$/;

/** Reads limits that differ from `operationLimits`, as in `depth=30,acts=5`. */
export const operationLimitsSetting = z.string().transform((text, context): Partial<OperationLimits> => {
  const changed: Partial<OperationLimits> = {};
  for (const entry of text.split(',').map((each) => each.trim())) {
    const [, name = '', limit] = entryPattern.exec(entry) ?? [];
    if (isLimit(name)) changed[name] = Number(limit);
    else if (entry !== '') context.addIssue(`limits, as depth=30, with commas between them: ${names.join(', ')}`);
  }
  return changed;
});

const names = Object.keys(operationLimits);

function isLimit(name: string): name is keyof OperationLimits {
  return Object.hasOwn(operationLimits, name);
}
