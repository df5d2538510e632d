import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { listMembers } from '#lib/server/services/members/list-members.ts'

export const GET = withProject(endpoints.listMembers, async ({ ctx }) => ({ body: () => listMembers({ ctx }) }))
