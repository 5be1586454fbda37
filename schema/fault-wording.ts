import type { ConfigurationFault } from './configuration-error.ts';

/** How faults in a configuration file are said: in the language of those who keep the file. */
export interface FaultWording {
  fault(fault: ConfigurationFault): string;
  readableFile: string;
  yaml: string;
  yamlWithoutAliases: string;
  noSuchKey: string;
  nothing: string;
  mapping: string;
  list(length: number): string;
}

/** For operators. */
export const english: FaultWording = {
  fault: ({ file, path, expected, found }) =>
    `${file}: ${path === '' ? '' : `${path}: `}expected ${expected}, found ${found}`,
  readableFile: 'a file that can be read',
  yaml: 'YAML',
  yamlWithoutAliases: 'YAML without aliases',
  noSuchKey: 'no such key',
  nothing: 'nothing',
  mapping: 'a mapping',
  list: (length) => `a list of ${length}`,
};

/** For privacy officers and lawyers, with the number of the line. */
export const dutch: FaultWording = {
  fault: ({ file, line, path, expected, found }) => {
    const place = [`${file}${line === undefined ? '' : `, regel ${line}`}`, path].filter((part) => part !== '');
    return `${place.join(': ')}: verwacht: ${expected}; gevonden: ${found}`;
  },
  readableFile: 'een bestand dat te lezen is',
  yaml: 'YAML',
  yamlWithoutAliases: 'YAML zonder verwijzingen (&, *)',
  noSuchKey: 'deze sleutel niet',
  nothing: 'niets',
  mapping: 'een blok met sleutels',
  list: (length) => `een lijst van ${length}`,
};
