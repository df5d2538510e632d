import { endpoints } from '#lib/server/endpoints.ts'
import { withProject } from '#lib/server/route.ts'
import { changeMember } from '#lib/server/services/members/change-member.ts'
import { removeMember } from '#lib/server/services/members/remove-member.ts'

export const PUT = withProject(endpoints.changeMember, async ({ ctx, server: { access }, params, body }) => ({
  body: () => changeMember({ ctx, access, userId: params.userId, input: body }),
}))

export const DELETE = withProject(endpoints.removeMember, async ({ ctx, server: { access }, params, body }) => ({
  body: () => removeMember({ ctx, access, userId: params.userId, input: body }),
}))
