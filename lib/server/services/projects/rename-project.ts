import { actorName } from '#lib/domain/access/actor.ts'
import type { Project, ProjectChange } from '#lib/domain/project.ts'
import { renameProject as storeName } from '#lib/server/projects.ts'
import type { Server } from '#lib/server/server.ts'
import type { ServiceContext } from '../context.ts'

type Rename = { ctx: ServiceContext; projects: Server['projects']; input: ProjectChange }

/** Another name for the project; this process shows it at once. */
export async function renameProject({ ctx, projects, input }: Rename): Promise<Project> {
  const { db, project, actor, nowMs } = ctx
  const renamed = await storeName(db, { ...input, project, actor: actorName(actor), now: new Date(nowMs) })
  await projects.get(0)
  return renamed
}
