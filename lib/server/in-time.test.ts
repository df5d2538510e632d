import { describe, expect, test } from 'vitest'
import { inTime } from './in-time.ts'

const late = () => new Error('late')
const never = new Promise<string>(() => {})

describe('inTime', () => {
  test('gives what the work gives, or throws', async () => {
    const { signal } = new AbortController()
    expect(await inTime(Promise.resolve('here'), signal, late)).toBe('here')
    await expect(inTime(Promise.reject(new Error('broken')), signal, late)).rejects.toThrow('broken')
  })

  test('does not wait for work that goes on after the time', async () => {
    const time = new AbortController()
    const waiting = inTime(never, time.signal, late)
    time.abort()
    await expect(waiting).rejects.toThrow('late')
  })

  test('of work that begins after the time only what is there already counts', async () => {
    const over = AbortSignal.abort()
    await expect(inTime(never, over, late)).rejects.toThrow('late')
    expect(await inTime(Promise.resolve('here'), over, late)).toBe('here')
  })

  test('what fails after the time troubles nobody', async () => {
    const time = new AbortController()
    const { promise, reject } = Promise.withResolvers<string>()
    const waiting = inTime(promise, time.signal, late)
    time.abort()
    await expect(waiting).rejects.toThrow('late')
    reject(new Error('nobody listens'))
  })
})
