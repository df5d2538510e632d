import { expect, it } from 'vitest'
import { connectSnippets } from './connect-snippets.ts'

const endpoints = { http: 'http://10.1.2.3:4999', grpc: 'http://10.1.2.3:4998' }

it.each(connectSnippets(endpoints).map((snippet) => [snippet.id, snippet] as const))(
  '%s names this installation, and no other',
  (_, { blocks }) => {
    const code = blocks.map((block) => block.code).join('\n')
    expect(code).toContain(endpoints.http)
    expect(code).not.toMatch(/localhost|127\.0\.0\.1|:431[78]/)
  },
)
