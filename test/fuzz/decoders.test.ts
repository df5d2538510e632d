import { expect, test } from 'vitest'
import { HostileRequests, secret } from './hostile-requests.ts'
import { watchPrototypes } from './prototypes.ts'
import { hangMs, requestsPerEncoding, seed, slowMs } from './sizes.ts'
import { startClock } from './start-clock.ts'
import { InProcessTaker } from './take-in-process.ts'

test.each(['protobuf', 'json'] as const)(
  'whatever comes as %s is taken or refused, fast and without a trace in the process',
  async (encoding) => {
    const requests = new HostileRequests(seed)
    const taker = new InProcessTaker()
    const polluted = watchPrototypes()
    const counts = { taken: 0, partly: 0, refused: 0, slow: 0, slowest: 0 }
    const messages = new Set<string>()
    for (let index = 0; index < requestsPerEncoding; index += 1) {
      const request = requests.next(encoding)
      const stop = startClock()
      const { status, rejected, message } = taker.take(request)
      const tookMs = stop()
      counts.taken += status === 200 && rejected === 0 ? 1 : 0
      counts.partly += status === 200 && rejected > 0 ? 1 : 0
      counts.refused += status === 400 ? 1 : 0
      counts.slow += tookMs > slowMs ? 1 : 0
      counts.slowest = Math.max(counts.slowest, tookMs)
      for (const part of message.split('; ')) messages.add(part.replaceAll(/\d+/g, 'N'))
      expect(polluted(), request.name).toEqual([])
      expect(tookMs, request.name).toBeLessThan(hangMs)
    }
    console.log(
      `fuzz, ${encoding}, seed ${seed}: ${requestsPerEncoding} bodies, ${counts.taken} taken, ${counts.partly} in part, ` +
        `${counts.refused} refused in ${messages.size} ways; ${counts.slow} took over ${slowMs} ms, ` +
        `the slowest ${counts.slowest.toFixed(0)} ms`,
    )
    expect([...messages].filter((message) => message.includes(secret))).toEqual([])
    expect(counts.refused).toBeGreaterThan(0)
    expect(counts.partly).toBeGreaterThan(0)
    expect(await taker.mappingFailures()).toBe(0)
  },
)
