import type { Database } from '#clickhouse/client.ts'
import { AppError } from '#lib/domain/errors.ts'
import { Project, ProjectId, type ProjectChange } from '#lib/domain/project.ts'
import { ConfigEntries, type ConfigEntry } from './config-entries.ts'

/** Where data without a key goes; it exists without being created. */
export const DEFAULT_PROJECT = 'default'

const entries = new ConfigEntries('project', Project.omit({ version: true }))

/** The default project has an entry only once it was renamed. */
const unnamed: Project = {
  project: DEFAULT_PROJECT,
  name: 'Default',
  createdAt: new Date(0).toISOString(),
  version: 0,
}

type Change = { project: string; name: string; actor: string; now: Date }

/** Creates a project; its id is its unique name. */
export async function createProject(db: Database, { project, name, actor, now }: Change): Promise<Project> {
  const id = ProjectId.safeParse(project)
  if (!id.success)
    throw new AppError('bad_request', `"${project}" is no project id: ${id.error.issues[0]?.message ?? ''}`)
  if (id.data === DEFAULT_PROJECT) throw new AppError('conflict', `Project "${DEFAULT_PROJECT}" exists from the start`)
  const body = { project: id.data, name: name === '' ? id.data : name, createdAt: now.toISOString() }
  const write = { project: id.data, id: id.data, expectedVersion: 0, actor, reason: 'created', now }
  try {
    return asProject(await entries.write(db, { ...write, body }))
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') {
      throw new AppError('conflict', `Project "${id.data}" exists already`, { cause: error })
    }
    throw error
  }
}

/** Gives a project another name; its id, which keys and links know, stays. */
export async function renameProject(
  db: Database,
  { project: id, name, expectedVersion, actor, now }: Change & Pick<ProjectChange, 'expectedVersion'>,
): Promise<Project> {
  const { version: _version, ...body } = await requireProject(db, id)
  const write = { project: id, id, expectedVersion, actor, reason: 'renamed', now }
  return asProject(await entries.write(db, { ...write, body: { ...body, name } }))
}

/** All projects by id, the default one first. */
export async function listProjects(db: Database): Promise<Project[]> {
  const stored = (await entries.list(db, '')).map(asProject)
  const isDefault = ({ project }: Project): boolean => project === DEFAULT_PROJECT
  return [stored.find(isDefault) ?? unnamed, ...stored.filter((each) => !isDefault(each))]
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

function asProject({ body, version }: ConfigEntry<Omit<Project, 'version'>>): Project {
  return { ...body, version }
}
