import type { CorrelateSettings } from './types';

const MINUTE = 60_000;

/** Settings of a tenant that has learnt nothing yet. */
export const DEFAULT_CORRELATE_SETTINGS: CorrelateSettings = { windowMs: 24 * 60 * MINUTE, openScore: 40, hubs: [], ruleRarity: {} };

/** Detections kept by uuid per signal; the rest is the count. */
export const SIGNAL_EXAMPLES_MAX = 20;
export const SIGNAL_KEY_CHARS_MAX = 320;

export const CORRELATE_LIMITS = {
  /** Ancestors followed upwards; deeper trees are loops or fork storms. */
  ancestorsMax: 16,
  /** Endpoints that may share a value before it says nothing any more. */
  entityEndpointsMax: 12,
  accountEndpointsMax: 6,
  /** Same account at work on one endpoint. */
  accountGapMs: 60 * MINUTE,
  /** Strong signals on one endpoint whose account is unknown or a system account. */
  endpointGapMs: 15 * MINUTE,
  sessionGapMs: 8 * 60 * MINUTE,
  /** From the step on A to its effect on B. */
  movementGapMs: 30 * MINUTE,
  movementClockMs: 2 * MINUTE,
  networkGapMs: 15 * MINUTE,
  serviceGapMs: 10 * MINUTE,
  /** What one alert holds at most; the rest goes on in an alert that says so. */
  alertSignalsMax: 2_000,
  /** Endpoints and accounts of one alert. */
  alertEntitiesMax: 250,
  /** Earlier days by which a signal is judged ordinary or not. */
  learnDays: 30,
  /** Days that a kind of sensor must have been watched before anything counts as new. */
  learnDaysMin: 2,
  /** One sweep over several endpoints. */
  sweepGapMs: 2 * MINUTE,
  /** Records of one moment arrive with slightly different clocks. */
  jitterMs: 5_000,
} as const;
