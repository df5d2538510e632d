import { randomBytes } from 'node:crypto'
import { AppError } from '#lib/domain/errors.ts'
import type { RunView, RunViewInput } from '#lib/domain/run-view.ts'
import type { ServiceContext } from '../context.ts'
import { listViews } from './list-views.ts'
import { writeView } from './write-view.ts'

/** More would fit no menu, and a runaway script should be told. */
const maxViews = 200

export async function createView({ ctx, input }: { ctx: ServiceContext; input: RunViewInput }): Promise<RunView> {
  const { items } = await listViews({ ctx })
  if (items.length >= maxViews) {
    throw new AppError('conflict', `A project has ${maxViews} views at most: delete one that nobody needs.`)
  }
  const viewId = randomBytes(8).toString('hex')
  return writeView({ ctx, viewId, expectedVersion: 0, input, reason: 'created' })
}
