import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { RequestTurns } from './request-turns.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const limits = { requests: 3, requestsPerProject: 2, turnWaitMs: 1_000, waiting: 4 }

/** Asks for a turn and notes when it comes. */
function ask(turns: RequestTurns, project: string, order: string[]): Promise<() => void> {
  return turns.take(project).then((end) => {
    order.push(project)
    return end
  })
}

describe('RequestTurns', () => {
  test('one project cannot take every turn', async () => {
    const turns = new RequestTurns(limits)
    const order: string[] = []
    await ask(turns, 'a', order)
    await ask(turns, 'a', order)
    void ask(turns, 'a', order)
    await ask(turns, 'b', order)
    expect(order).toEqual(['a', 'a', 'b'])
  })

  test('the queue of one project does not delay another', async () => {
    const turns = new RequestTurns({ ...limits, requests: 1 })
    const order: string[] = []
    let end = await ask(turns, 'a', order)
    const [a1, a2, b1] = ['a', 'a', 'b'].map((project) => ask(turns, project, order))
    end()
    end = (await a1) ?? end
    end()
    end = (await b1) ?? end
    expect(order).toEqual(['a', 'a', 'b'])
    end()
    await a2
    expect(order).toEqual(['a', 'a', 'b', 'a'])
  })

  test('who waits too long, or finds too many waiting, is asked to come again', async () => {
    const turns = new RequestTurns({ ...limits, requests: 1 })
    const end = await turns.take('a')
    const waiting = Promise.allSettled(Array.from({ length: 4 }, () => turns.take('b')))
    await expect(turns.take('c')).rejects.toMatchObject({ status: 503 })
    vi.advanceTimersByTime(1_000)
    for (const outcome of await waiting) expect(outcome.status).toBe('rejected')
    end()
    end()
    await turns.take('c')
    const behind = turns.take('d')
    await expect(Promise.race([behind, Promise.resolve('waits')])).resolves.toBe('waits')
  })
})
