// Written by `npm run generate`; do not edit.
import acceptSourceRoute from "./accept-source-route.ts";
import arpHalfConfigured from "./arp-half-configured.ts";
import badDirective from "./bad-directive.ts";
import badList from "./bad-list.ts";
import bbrPacing from "./bbr-pacing.ts";
import bsdParameter from "./bsd-parameter.ts";
import busyPollPair from "./busy-poll-pair.ts";
import byteOrderMark from "./byte-order-mark.ts";
import confAllHasNoEffect from "./conf-all-has-no-effect.ts";
import confDefaultOnly from "./conf-default-only.ts";
import confMaxWins from "./conf-max-wins.ts";
import congestionControlNotAllowed from "./congestion-control-not-allowed.ts";
import conntrackAlias from "./conntrack-alias.ts";
import conntrackBucketsRatio from "./conntrack-buckets-ratio.ts";
import conntrackEstablishedDefault from "./conntrack-established-default.ts";
import conntrackForgetsBeforeKeepalive from "./conntrack-forgets-before-keepalive.ts";
import conntrackTimeoutsInverted from "./conntrack-timeouts-inverted.ts";
import defaultAboveMaximum from "./default-above-maximum.ts";
import defaultBufferHuge from "./default-buffer-huge.ts";
import defaultQdiscNewDevices from "./default-qdisc-new-devices.ts";
import defaultValue from "./default-value.ts";
import dirtyBackgroundAboveLimit from "./dirty-background-above-limit.ts";
import dirtyRatioAndBytes from "./dirty-ratio-and-bytes.ts";
import doubledEquals from "./doubled-equals.ts";
import dropInMasksVendorFile from "./drop-in-masks-vendor-file.ts";
import dropInOrder from "./drop-in-order.ts";
import duplicateAssignment from "./duplicate-assignment.ts";
import emptyValue from "./empty-value.ts";
import fileNotLoaded from "./file-not-loaded.ts";
import forwardingAcceptRa from "./forwarding-accept-ra.ts";
import fullWidthCharacter from "./full-width-character.ts";
import globUnsupported from "./glob-unsupported.ts";
import icmpEchoIgnored from "./icmp-echo-ignored.ts";
import icmpRateMask from "./icmp-rate-mask.ts";
import ignoredFailure from "./ignored-failure.ts";
import inlineComment from "./inline-comment.ts";
import interfaceWithDot from "./interface-with-dot.ts";
import ipForwardAlias from "./ip-forward-alias.ts";
import ipForwardResets from "./ip-forward-resets.ts";
import ipfragThresholds from "./ipfrag-thresholds.ts";
import ipv6DisabledYetConfigured from "./ipv6-disabled-yet-configured.ts";
import lineContinuation from "./line-continuation.ts";
import lineTooLong from "./line-too-long.ts";
import loneCarriageReturn from "./lone-carriage-return.ts";
import lowersDefault from "./lowers-default.ts";
import malformedKey from "./malformed-key.ts";
import missingInterface from "./missing-interface.ts";
import mixedSeparators from "./mixed-separators.ts";
import moderateRcvbufOff from "./moderate-rcvbuf-off.ts";
import moduleParameter from "./module-parameter.ts";
import multipathHashPair from "./multipath-hash-pair.ts";
import neighbourThresholds from "./neighbour-thresholds.ts";
import neighbourThresholdsOneFamily from "./neighbour-thresholds-one-family.ts";
import netdevBudgetPair from "./netdev-budget-pair.ts";
import netdevMaxBacklogHuge from "./netdev-max-backlog-huge.ts";
import noEffectParameter from "./no-effect-parameter.ts";
import notAnAssignment from "./not-an-assignment.ts";
import nulCharacter from "./nul-character.ts";
import octalValue from "./octal-value.ts";
import overriddenAssignment from "./overridden-assignment.ts";
import parameterNotYet from "./parameter-not-yet.ts";
import pathMtuBlackHole from "./path-mtu-black-hole.ts";
import patternValueRefused from "./pattern-value-refused.ts";
import portRangeBelowUnprivileged from "./port-range-below-unprivileged.ts";
import portRangeOverlapsServices from "./port-range-overlaps-services.ts";
import portRangeParity from "./port-range-parity.ts";
import portRangeSmall from "./port-range-small.ts";
import quotedValue from "./quoted-value.ts";
import readOnlyParameter from "./read-only-parameter.ts";
import removedParameter from "./removed-parameter.ts";
import renamedParameter from "./renamed-parameter.ts";
import reservedPortsOutsideRange from "./reserved-ports-outside-range.ts";
import routeLocalnetExposes from "./route-localnet-exposes.ts";
import routerSendRedirects from "./router-send-redirects.ts";
import rpFilterLooseOrOff from "./rp-filter-loose-or-off.ts";
import type { Rule } from "./rule.ts";
import runningValueDiffers from "./running-value-differs.ts";
import secureRedirectsOverridden from "./secure-redirects-overridden.ts";
import shellCommandInFile from "./shell-command-in-file.ts";
import shmLimits from "./shm-limits.ts";
import socketBufferLimits from "./socket-buffer-limits.ts";
import somaxconnNeedsApplication from "./somaxconn-needs-application.ts";
import swappinessRange from "./swappiness-range.ts";
import sysrqBits from "./sysrq-bits.ts";
import tcpAbortOnOverflow from "./tcp-abort-on-overflow.ts";
import tcpBacklogPair from "./tcp-backlog-pair.ts";
import tcpEcnDependants from "./tcp-ecn-dependants.ts";
import tcpFastopenBits from "./tcp-fastopen-bits.ts";
import tcpFinTimeoutAbove60 from "./tcp-fin-timeout-above-60.ts";
import tcpFinTimeoutIsNotTimeWait from "./tcp-fin-timeout-is-not-time-wait.ts";
import tcpKeepaliveOrder from "./tcp-keepalive-order.ts";
import tcpMaxOrphansTooLow from "./tcp-max-orphans-too-low.ts";
import tcpMaxSynBacklogUnused from "./tcp-max-syn-backlog-unused.ts";
import tcpMaxTwBucketsTooLow from "./tcp-max-tw-buckets-too-low.ts";
import tcpMemFlat from "./tcp-mem-flat.ts";
import tcpMemInPages from "./tcp-mem-in-pages.ts";
import tcpMtuProbingLadder from "./tcp-mtu-probing-ladder.ts";
import tcpNoMetricsSave from "./tcp-no-metrics-save.ts";
import tcpOrphanRetriesZero from "./tcp-orphan-retries-zero.ts";
import tcpRetriesInverted from "./tcp-retries-inverted.ts";
import tcpRetries2TooLow from "./tcp-retries2-too-low.ts";
import tcpRtoPair from "./tcp-rto-pair.ts";
import tcpSackOff from "./tcp-sack-off.ts";
import tcpSlowStartAfterIdle from "./tcp-slow-start-after-idle.ts";
import tcpSynRetriesTime from "./tcp-syn-retries-time.ts";
import tcpSyncookiesAlways from "./tcp-syncookies-always.ts";
import tcpSyncookiesOff from "./tcp-syncookies-off.ts";
import tcpTimestampsOff from "./tcp-timestamps-off.ts";
import tcpTwRecycleBreaksNat from "./tcp-tw-recycle-breaks-nat.ts";
import tcpTwReuseNeedsTimestamps from "./tcp-tw-reuse-needs-timestamps.ts";
import tcpTwReuseOutgoingOnly from "./tcp-tw-reuse-outgoing-only.ts";
import tcpWindowScalingOff from "./tcp-window-scaling-off.ts";
import tooFewValues from "./too-few-values.ts";
import tooManyValues from "./too-many-values.ts";
import unknownAlgorithm from "./unknown-algorithm.ts";
import unknownFlagBits from "./unknown-flag-bits.ts";
import unknownParameter from "./unknown-parameter.ts";
import unprivilegedPortStartLow from "./unprivileged-port-start-low.ts";
import unusedDisable from "./unused-disable.ts";
import uselessExclusion from "./useless-exclusion.ts";
import valueNotANumber from "./value-not-a-number.ts";
import valueNotSensible from "./value-not-sensible.ts";
import valueOutOfRange from "./value-out-of-range.ts";
import vectorNotAscending from "./vector-not-ascending.ts";
import wrongCommentMarker from "./wrong-comment-marker.ts";
import wrongFamily from "./wrong-family.ts";

export const RULES: readonly Rule[] = [
  acceptSourceRoute,
  arpHalfConfigured,
  badDirective,
  badList,
  bbrPacing,
  bsdParameter,
  busyPollPair,
  byteOrderMark,
  confAllHasNoEffect,
  confDefaultOnly,
  confMaxWins,
  congestionControlNotAllowed,
  conntrackAlias,
  conntrackBucketsRatio,
  conntrackEstablishedDefault,
  conntrackForgetsBeforeKeepalive,
  conntrackTimeoutsInverted,
  defaultAboveMaximum,
  defaultBufferHuge,
  defaultQdiscNewDevices,
  defaultValue,
  dirtyBackgroundAboveLimit,
  dirtyRatioAndBytes,
  doubledEquals,
  dropInMasksVendorFile,
  dropInOrder,
  duplicateAssignment,
  emptyValue,
  fileNotLoaded,
  forwardingAcceptRa,
  fullWidthCharacter,
  globUnsupported,
  icmpEchoIgnored,
  icmpRateMask,
  ignoredFailure,
  inlineComment,
  interfaceWithDot,
  ipForwardAlias,
  ipForwardResets,
  ipfragThresholds,
  ipv6DisabledYetConfigured,
  lineContinuation,
  lineTooLong,
  loneCarriageReturn,
  lowersDefault,
  malformedKey,
  missingInterface,
  mixedSeparators,
  moderateRcvbufOff,
  moduleParameter,
  multipathHashPair,
  neighbourThresholds,
  neighbourThresholdsOneFamily,
  netdevBudgetPair,
  netdevMaxBacklogHuge,
  noEffectParameter,
  notAnAssignment,
  nulCharacter,
  octalValue,
  overriddenAssignment,
  parameterNotYet,
  pathMtuBlackHole,
  patternValueRefused,
  portRangeBelowUnprivileged,
  portRangeOverlapsServices,
  portRangeParity,
  portRangeSmall,
  quotedValue,
  readOnlyParameter,
  removedParameter,
  renamedParameter,
  reservedPortsOutsideRange,
  routeLocalnetExposes,
  routerSendRedirects,
  rpFilterLooseOrOff,
  runningValueDiffers,
  secureRedirectsOverridden,
  shellCommandInFile,
  shmLimits,
  socketBufferLimits,
  somaxconnNeedsApplication,
  swappinessRange,
  sysrqBits,
  tcpAbortOnOverflow,
  tcpBacklogPair,
  tcpEcnDependants,
  tcpFastopenBits,
  tcpFinTimeoutAbove60,
  tcpFinTimeoutIsNotTimeWait,
  tcpKeepaliveOrder,
  tcpMaxOrphansTooLow,
  tcpMaxSynBacklogUnused,
  tcpMaxTwBucketsTooLow,
  tcpMemFlat,
  tcpMemInPages,
  tcpMtuProbingLadder,
  tcpNoMetricsSave,
  tcpOrphanRetriesZero,
  tcpRetriesInverted,
  tcpRetries2TooLow,
  tcpRtoPair,
  tcpSackOff,
  tcpSlowStartAfterIdle,
  tcpSynRetriesTime,
  tcpSyncookiesAlways,
  tcpSyncookiesOff,
  tcpTimestampsOff,
  tcpTwRecycleBreaksNat,
  tcpTwReuseNeedsTimestamps,
  tcpTwReuseOutgoingOnly,
  tcpWindowScalingOff,
  tooFewValues,
  tooManyValues,
  unknownAlgorithm,
  unknownFlagBits,
  unknownParameter,
  unprivilegedPortStartLow,
  unusedDisable,
  uselessExclusion,
  valueNotANumber,
  valueNotSensible,
  valueOutOfRange,
  vectorNotAscending,
  wrongCommentMarker,
  wrongFamily,
];
