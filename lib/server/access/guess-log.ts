import { randomUUID } from 'node:crypto'
import type { Database } from '#clickhouse/client.ts'
import { insertSignInGuesses, listSignInGuesses, type SignInGuess } from '#clickhouse/tables/sign-in-guesses.ts'
import { tokenHash } from './token.ts'

/** Writes a guess down; answers with the times of the last hour's guesses of that name, this one last. */
export type CountGuess = (name: string) => Promise<number[]>

type Waiting = SignInGuess & { resolve: (atMs: number[]) => void; reject: (error: unknown) => void }

/**
 * Guesses as all web processes see them, restarts included. Those that come while others are written wait and go
 * together: a flood of guesses costs the store one statement at a time.
 */
export class GuessLog {
  private readonly db: Database
  private waiting: Waiting[] = []
  private isWriting = false

  constructor(db: Database) {
    this.db = db
  }

  count: CountGuess = (name) =>
    new Promise((resolve, reject) => {
      this.waiting.push({ nameHash: tokenHash(name), guessId: randomUUID(), resolve, reject })
      void this.writeAll()
    })

  private async writeAll(): Promise<void> {
    if (this.isWriting) return
    this.isWriting = true
    while (this.waiting.length > 0) {
      const batch = this.waiting
      this.waiting = []
      await this.write(batch).catch((error: unknown) => batch.forEach(({ reject }) => reject(error)))
    }
    this.isWriting = false
  }

  private async write(batch: readonly Waiting[]): Promise<void> {
    await insertSignInGuesses(this.db, batch)
    const nameHashes = [...new Set(batch.map(({ nameHash }) => nameHash))]
    const byName = Map.groupBy(await listSignInGuesses(this.db, { nameHashes }), ({ nameHash }) => nameHash)
    for (const { nameHash, guessId, resolve } of batch) {
      const all = byName.get(nameHash) ?? []
      const own = all.findIndex((guess) => guess.guessId === guessId)
      resolve((own === -1 ? all : all.slice(0, own + 1)).map(({ guessedAtMs }) => guessedAtMs))
    }
  }
}
