import { expect, test } from 'vitest'
import { StoreClock } from './store-clock.ts'

/** A database, its way to us and our own clocks, all set by hand. */
function world() {
  const state = { steadyMs: 0, databaseMs: 5_000_000, machineMs: 9_000_000, wayMs: 2 }
  const pass = (ms: number): void => {
    state.steadyMs += ms
    state.databaseMs += ms
    state.machineMs += ms
  }
  const askDatabase = async (): Promise<number> => {
    pass(state.wayMs)
    const answer = state.databaseMs
    pass(state.wayMs)
    return answer
  }
  const clock = new StoreClock({
    askDatabase,
    steadyMs: () => state.steadyMs,
    machineMs: () => state.machineMs,
  })
  return { state, pass, clock }
}

test('before the first answer the machine says the time, then the database does', async () => {
  const { state, clock } = world()
  expect(clock.nowMs()).toBe(9_000_000)
  expect(await clock.follow()).toBe(0)
  expect(clock.nowMs()).toBe(state.databaseMs)
})

test('the machine may set its clock: that changes nothing', async () => {
  const { state, pass, clock } = world()
  await clock.follow()
  state.machineMs -= 3_600_000
  pass(20_000)
  expect(await clock.follow()).toBe(0)
  expect(clock.nowMs()).toBe(state.databaseMs)
})

test('a database that sets its clock is followed, and by how much is said once', async () => {
  const { state, pass, clock } = world()
  await clock.follow()
  state.databaseMs -= 3_600_000
  pass(10_000)
  expect(await clock.follow()).toBe(-3_600_000)
  expect(await clock.follow()).toBe(0)
  expect(clock.nowMs()).toBe(state.databaseMs)
})

test('a late answer is no clock that was set', async () => {
  const { state, pass, clock } = world()
  await clock.follow()
  pass(10_000)
  state.wayMs = 4_000
  expect(await clock.follow()).toBe(0)
  expect(clock.nowMs()).toBe(state.databaseMs)
})
