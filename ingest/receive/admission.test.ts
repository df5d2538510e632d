import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Admission } from './admission.ts'

const chunk = 64

/** Projects that take chunk after chunk, one after the other, until each is refused; gives what each holds. */
function flood(admission: Admission, projects: readonly string[]): number[] {
  const senders = projects.map((project) => ({ reservation: admission.open(project), held: 0, refused: false }))
  while (senders.some(({ refused }) => !refused)) {
    for (const sender of senders) {
      try {
        sender.reservation.grow(chunk)
        sender.held += chunk
      } catch {
        sender.refused = true // It has what it gets.
      }
    }
  }
  return senders.map(({ held }) => held)
}

describe('Admission', () => {
  test('one project is held to its own limit, and what is released is free again', () => {
    const admission = new Admission({ processBytes: 100_000, projectBytes: 1_000 })
    const first = admission.open('a')
    first.grow(900)
    expect(() => admission.open('a').grow(200)).toThrow('more than 1000 bytes in flight')
    admission.open('b').grow(200)
    first.release()
    first.release()
    admission.open('a').grow(1_000)
    expect(admission.bytesInFlight).toBe(1_200)
  })

  test.each([1, 2, 5, 20])('%i projects that send without end leave room for one more', (count) => {
    const limit = 1_000_000
    const admission = new Admission({ processBytes: limit, projectBytes: limit })
    const held = flood(
      admission,
      Array.from({ length: count }, (_, index) => `flood ${index}`),
    )
    const share = (2 / (1 + 2 * count)) * limit
    for (const bytes of held) expect(Math.abs(bytes - share)).toBeLessThanOrEqual(2 * chunk)
    const [newcomer = 0] = flood(admission, ['newcomer'])
    // Two thirds of what is left at once; the rest of its share comes back as the others are answered.
    expect(newcomer).toBeGreaterThan(share / 3 - 2 * chunk)
  })

  test('of two projects the one above its share is refused first', () => {
    const admission = new Admission({ processBytes: 900, projectBytes: 900 })
    const greedy = admission.open('greedy')
    greedy.grow(500)
    expect(() => greedy.grow(150)).toThrow('as much as it may for this project')
    admission.open('modest').grow(200)
  })

  test('what is expected to be refused is refused before it is read', () => {
    const admission = new Admission({ processBytes: 900, projectBytes: 500 })
    expect(() => admission.open('a').expect(501)).toThrow('retry later')
    expect(admission.bytesInFlight).toBe(0)
  })

  test('never holds more than the process may, whatever comes', () => {
    const step = fc.record({ project: fc.constantFrom('a', 'b', 'c', 'd'), bytes: fc.nat(400), release: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const admission = new Admission({ processBytes: 1_000, projectBytes: 700 })
        const open = new Map(['a', 'b', 'c', 'd'].map((project) => [project, admission.open(project)]))
        for (const { project, bytes, release } of steps) {
          const reservation = open.get(project)
          if (release) reservation?.release()
          else {
            try {
              reservation?.grow(bytes)
            } catch (error) {
              expect(error).toMatchObject({ status: 503 })
            }
          }
          expect(admission.bytesInFlight).toBeLessThanOrEqual(1_000)
        }
        for (const reservation of open.values()) reservation.release()
        expect(admission.bytesInFlight).toBe(0)
      }),
    )
  })

  test('the largest request is one that fits when nothing else is in flight', () => {
    for (const limits of [
      { processBytes: 900, projectBytes: 900 },
      { processBytes: 900, projectBytes: 100 },
    ]) {
      const admission = new Admission(limits)
      expect(() => admission.open('a').grow(admission.largestRequest)).not.toThrow()
    }
  })
})
