// Written by `npm run generate`; do not edit.
import badList from "./bad-list.ts";
import byteOrderMark from "./byte-order-mark.ts";
import duplicateAssignment from "./duplicate-assignment.ts";
import emptyValue from "./empty-value.ts";
import fullWidthCharacter from "./full-width-character.ts";
import ignoredFailure from "./ignored-failure.ts";
import inlineComment from "./inline-comment.ts";
import interfaceWithDot from "./interface-with-dot.ts";
import ipfragThresholds from "./ipfrag-thresholds.ts";
import loneCarriageReturn from "./lone-carriage-return.ts";
import malformedKey from "./malformed-key.ts";
import notAnAssignment from "./not-an-assignment.ts";
import nulCharacter from "./nul-character.ts";
import octalValue from "./octal-value.ts";
import parameterNotYet from "./parameter-not-yet.ts";
import portRangeBelowUnprivileged from "./port-range-below-unprivileged.ts";
import readOnlyParameter from "./read-only-parameter.ts";
import removedParameter from "./removed-parameter.ts";
import renamedParameter from "./renamed-parameter.ts";
import tcpTwReuseNeedsTimestamps from "./tcp-tw-reuse-needs-timestamps.ts";
import tooFewValues from "./too-few-values.ts";
import tooManyValues from "./too-many-values.ts";
import unknownAlgorithm from "./unknown-algorithm.ts";
import unknownParameter from "./unknown-parameter.ts";
import valueNotANumber from "./value-not-a-number.ts";
import valueNotSensible from "./value-not-sensible.ts";
import valueOutOfRange from "./value-out-of-range.ts";
import vectorNotAscending from "./vector-not-ascending.ts";
import type { Rule } from "./rule.ts";

export const RULES: readonly Rule[] = [
  badList,
  byteOrderMark,
  duplicateAssignment,
  emptyValue,
  fullWidthCharacter,
  ignoredFailure,
  inlineComment,
  interfaceWithDot,
  ipfragThresholds,
  loneCarriageReturn,
  malformedKey,
  notAnAssignment,
  nulCharacter,
  octalValue,
  parameterNotYet,
  portRangeBelowUnprivileged,
  readOnlyParameter,
  removedParameter,
  renamedParameter,
  tcpTwReuseNeedsTimestamps,
  tooFewValues,
  tooManyValues,
  unknownAlgorithm,
  unknownParameter,
  valueNotANumber,
  valueNotSensible,
  valueOutOfRange,
  vectorNotAscending,
];
