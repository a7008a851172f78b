import { planIntrusions } from './intrusion/intrusion';
import { truthOf, type SimulationTruth } from './intrusion/truth';
import { hum } from './life/ambient';
import { planLife } from './life/schedule';
import { liveliness, recordsPerLivelySecond } from './load-curve';
import { settingsOf, type SimulateOptions, type SimulatedBatch } from './options';
import { Random } from './random';
import type { Host } from './runtime/host';
import { World } from './runtime/world';

const TICK_MS = 1000;
/** Tries to find a desktop that is switched on before a server hums instead. */
const TRIES = 4;
/** About what one act of hum writes: a smaller debt waits for the next tick. */
const DEBT_MIN = 3;

/**
 * The records of an office's life and of the intrusions in it, in the order of time. Lazy, and the same for the same options: memory depends on the
 * number of endpoints, not on days or rate.
 */
export function* simulate(options: SimulateOptions): Generator<SimulatedBatch> {
  const settings = settingsOf(options);
  const world = new World(settings);
  const random = new Random(settings.seed, 'hum');
  const perSecond = recordsPerLivelySecond(settings);
  planLife(world);
  planIntrusions(world);
  let due = 0;
  for (let at = settings.startAt; at < settings.endAt; at += TICK_MS) {
    const until = Math.min(at + TICK_MS, settings.endAt);
    world.agenda.runUntil(until);
    due += perSecond * liveliness(at, settings) * ((until - at) / 1000);
    for (let stuck = 0; world.timeline.accepted + DEBT_MIN <= due && stuck < 100; ) {
      const before = world.timeline.accepted;
      hum(world, anyRunning(world, random), at + Math.floor(random.next() * (until - at)));
      stuck = world.timeline.accepted === before ? stuck + 1 : 0;
    }
    yield* world.timeline.drain(until);
  }
  yield* world.timeline.finish();
}

/** The ground truth of the intrusions that `simulate` plays for the same options. */
export function plan(options: SimulateOptions): SimulationTruth {
  return truthOf(settingsOf(options));
}

function anyRunning(world: World, random: Random): Host {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const host = random.pick(world.desktops);
    if (host.running !== undefined) return host;
  }
  return random.pick(world.servers);
}
