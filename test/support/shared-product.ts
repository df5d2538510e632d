import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { startProduct, type Product } from './product.ts'
import { waitUntil } from './wait-until.ts'

/** Path of the file in which processes of a test run find the product that they share. */
const variable = 'TACHO_TEST_PRODUCT'

/** What a file of tests may do with a product that others use too: everything but stop it. */
export type SharedProduct = Pick<Product, 'uiUrl' | 'otlpUrl' | 'grpcAddress' | 'dataDir'>

const Shared = z.object({ uiUrl: z.string(), otlpUrl: z.string(), grpcAddress: z.string(), dataDir: z.string() })
const State = z.union([Shared, z.object({ failure: z.string() })])

/** The first start builds the UI. */
const startTimeoutMs = 400_000

/** Begins to start a product for every process that is started from here on; what is returned ends it. */
export async function shareProduct(env: Record<string, string>): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'tacho-shared-'))
  const file = join(folder, 'product.json')
  process.env[variable] = file
  const say = async (state: z.infer<typeof State>): Promise<void> => {
    await writeFile(`${file}.new`, JSON.stringify(state))
    await rename(`${file}.new`, file)
  }
  const started = startProduct(env).then(
    async (product) => {
      await say(Shared.parse(product))
      return product
    },
    async (error: unknown) => {
      await say({ failure: String(error) })
      return null
    },
  )
  return async () => {
    await (await started)?.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The product that another process has begun to share, once it runs. */
export async function joinProduct(): Promise<SharedProduct> {
  const file = process.env[variable]
  if (file === undefined) throw new Error('no product is shared: the global set-up of these tests has not run')
  const state = await waitUntil(
    'the shared product',
    async () => {
      const text = await readFile(file, 'utf8').catch(() => null) // Not there yet.
      return text === null ? { notYet: 'it is being started' } : { value: State.parse(JSON.parse(text)) }
    },
    { timeoutMs: startTimeoutMs },
  )
  if ('failure' in state) throw new Error(`the shared product did not start: ${state.failure}`)
  return state
}
