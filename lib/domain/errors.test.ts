import { expect, test, vi } from 'vitest'
import { AppError } from './errors.ts'

class OwnError extends AppError {}

test('an error is known by another copy of its class, as bundles hold them', async () => {
  vi.resetModules()
  const { AppError: Copy } = await import('./errors.ts')
  expect(Copy).not.toBe(AppError)
  const error: unknown = new Copy('not_found', 'gone')
  expect(error instanceof AppError && error.code).toBe('not_found')
  expect(error instanceof OwnError).toBe(false)
  expect(new OwnError('gone', '') instanceof AppError).toBe(true)
  expect(new OwnError('gone', '') instanceof OwnError).toBe(true)
  expect(new Error('other') instanceof AppError).toBe(false)
})
