import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { listRunSnippets } from '#lib/server/services/runs/list-run-snippets.ts'

export const GET = withProject(endpoints.listRunSnippets, async ({ ctx, query }) => ({
  body: () => listRunSnippets({ ctx, input: query }),
}))
