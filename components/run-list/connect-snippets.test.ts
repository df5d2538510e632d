import { expect, it } from 'vitest'
import { connectSnippets } from './connect-snippets.ts'

const endpoints = { http: 'http://10.1.2.3:4999', grpc: 'http://10.1.2.3:4998' }

const key = 'tacho_ingest_abc'

it.each(connectSnippets(endpoints, null).map((snippet) => [snippet.id, snippet] as const))(
  '%s names this installation, and no other',
  (_, { blocks }) => {
    const code = blocks.map((block) => block.code).join('\n')
    expect(code).toContain(endpoints.http)
    expect(code).not.toMatch(/localhost|127\.0\.0\.1|:431[78]/)
  },
)

it.each(connectSnippets(endpoints, key).map((snippet) => [snippet.id, snippet] as const))(
  '%s carries the key wherever it names the address of an exporter',
  (_, { blocks }) => {
    const code = blocks.map((block) => block.code).join('\n')
    expect(code).toContain(key)
    expect(code).not.toMatch(/undefined|null/)
  },
)

it('sends no key where there is none', () => {
  for (const { blocks } of connectSnippets(endpoints, null)) {
    for (const { code } of blocks) expect(code).not.toMatch(/authorization|undefined|null/i)
  }
})
