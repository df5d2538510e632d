import { listConfig } from '#clickhouse/queries/config/list-config.ts'
import { writeConfig } from '#clickhouse/queries/config/write-config.ts'
import type { Database } from '#clickhouse/client.ts'
import { AppError } from '#lib/domain/errors.ts'
import { Project, ProjectId } from '#lib/domain/project.ts'

/** Where data without a key goes; it exists without being created. */
export const DEFAULT_PROJECT = 'default'

const projectKind = 'project'

type CreateProject = { project: string; name: string; actor: string; now: Date }

/** Creates a project; its id is its unique name. */
export async function createProject(db: Database, { project, name, actor, now }: CreateProject): Promise<Project> {
  const id = ProjectId.safeParse(project)
  if (!id.success)
    throw new AppError('bad_request', `"${project}" is no project id: ${id.error.issues[0]?.message ?? ''}`)
  if (id.data === DEFAULT_PROJECT) throw new AppError('conflict', `Project "${DEFAULT_PROJECT}" exists from the start`)
  const created: Project = { project: id.data, name: name === '' ? id.data : name, createdAt: now.toISOString() }
  try {
    await writeConfig(db, {
      project: created.project,
      kind: projectKind,
      id: created.project,
      expectedVersion: 0,
      body: JSON.stringify(created),
      actor,
      reason: 'created',
      deleted: false,
      now,
    })
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') {
      throw new AppError('conflict', `Project "${created.project}" exists already`, { cause: error })
    }
    throw error
  }
  return created
}

/** All projects by id, the default one first. */
export async function listProjects(db: Database): Promise<Project[]> {
  const rows = await listConfig(db, { project: '', kind: projectKind })
  const created = rows.map((row) => Project.parse(JSON.parse(row.body)))
  return [{ project: DEFAULT_PROJECT, name: 'Default', createdAt: new Date(0).toISOString() }, ...created]
}

/** Throws not_found for a project that was never created. */
export async function requireProject(db: Database, project: string): Promise<Project> {
  const found = (await listProjects(db)).find((candidate) => candidate.project === project)
  if (found) return found
  throw new AppError(
    'not_found',
    `There is no project "${project}": create it with "npm run admin -- project create ${project}"`,
  )
}
