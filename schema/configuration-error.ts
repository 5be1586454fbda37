import { english, type FaultWording } from './fault-wording.ts';

/** What is wrong at one place of a configuration file. */
export interface ConfigurationFault {
  file: string;
  /** Where in the file, for example `organisations[2].oin`; empty: the file as a whole. */
  path: string;
  /** Where in the file, counted from 1, if it is known. */
  line?: number;
  expected: string;
  found: string;
}

/** A configuration file is missing or wrong. The message has one line a fault. */
export class ConfigurationError extends Error {
  readonly code = 'CONFIGURATION_INVALID';
  readonly faults: readonly ConfigurationFault[];

  /** @param wording the language of the message; English by default */
  constructor(faults: readonly ConfigurationFault[], wording: FaultWording = english) {
    super(faults.map((fault) => wording.fault(fault)).join('\n'));
    this.name = 'ConfigurationError';
    this.faults = faults;
  }
}
