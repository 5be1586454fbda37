import type { ProcessingActivity, ProcessingRegister, ProcessingRule } from './register.ts';
import { basisText, columns } from './register-words.ts';

/** The register for a person to read: purpose × source × category → basis, in Dutch. */
export function registerTable(register: ProcessingRegister): string {
  const last = 'Wat hier niet staat, mag niet.';
  return `${[`Verwerkingsregister, versie ${register.version}`, ...register.activities.map(activityText), last].join('\n\n')}\n`;
}

function activityText(activity: ProcessingActivity): string {
  const { name, purpose, id, controller, performers, partners, emergency, oversight, requests, article } = activity;
  const head = columns([
    ['doel', purpose],
    ['id', id],
    ['taak', article],
    ['verantwoordelijke', `${controller.name} (OIN ${controller.oin})`],
    ['uitgevoerd door', performers.join(', ')],
    ['contactpersonen', `van partners, zonder cliënt: ${partners ? 'ja' : 'nee'}`],
    ...(emergency ? [['noodtoegang', 'ja']] : []),
    ...(oversight ? [['toezicht', 'ja']] : []),
    ...(requests ? [['verzoeken', 'aan de eigen organisatie, van cliënten die erom vroegen: ja']] : []),
  ]);
  const rows = columns([
    ['bron', 'categorie', 'grondslag'],
    ...activity.rules.flatMap((rule) => ruleRows(rule, activity.rules)),
  ]);
  return [name, ...head.map(indented), '', ...rows.map(indented), ...notes(activity.rules).map(indented)].join('\n');
}

function ruleRows(rule: ProcessingRule, rules: readonly ProcessingRule[]): string[][] {
  const number = noteTexts(rules).indexOf(rule.note ?? '') + 1;
  return rule.categories.map((category) => {
    const marks = [rule.special ? ', bijzonder' : '', number > 0 ? ` [${number}]` : ''].join('');
    return [rule.source, category, `${basisText(rule)}${marks}`];
  });
}

function notes(rules: readonly ProcessingRule[]): string[] {
  return noteTexts(rules).map((note, index) => `[${index + 1}] ${note}`);
}

/** Each condition once, in the order of the rules. */
function noteTexts(rules: readonly ProcessingRule[]): string[] {
  return [...new Set(rules.flatMap(({ note }) => note ?? []))];
}

function indented(line: string): string {
  return line === '' ? '' : `  ${line}`;
}
