/** Literals that name a framework or gateway where the provider belongs. */
const notAProvider = new Set([
  'strands-agents',
  'strands',
  'gcp.vertex.agent',
  'microsoft.agent_framework',
  'microsoft.agents.ai',
  'spring_ai',
  'langchain',
  'langgraph',
  'autogen',
  'llama_index',
  'llamaindex',
  'litellm',
  'litellm_proxy',
  'vercel',
  'gateway',
  'crewai',
  'dify',
  'openai_agents',
  'pydantic-ai',
  'mastra',
  'genkit',
  'unknown',
])

/** First match wins; tried on the lower-case literal. */
const providerPatterns: readonly [RegExp, string][] = [
  [/^(azure[._-]ai[._-]inference|az\.ai\.inference|azure_ai$)/, 'azure.inference'],
  [/^(azure|az\.ai\.openai)/, 'azure.openai'],
  [/^(openai|text-completion-openai)/, 'openai'],
  [/^(aws|bedrock|amazon)/, 'aws.bedrock'],
  [/^(anthropic|claude)/, 'anthropic'],
  [/^(gcp\.vertex_ai|vertex|google\.vertex|google[_-]vertex|chatvertexai)/, 'gcp.vertex_ai'],
  [/^(gcp\.gemini|gcp\.gen_ai|gemini|googleai|google)/, 'gcp.gemini'],
  [/^mistral/, 'mistral'],
  [/^cohere/, 'cohere'],
  [/^groq/, 'groq'],
  [/^deepseek/, 'deepseek'],
  [/^x_?ai\b/, 'xai'],
  [/^perplexity/, 'perplexity'],
  [/^together/, 'together'],
  [/^fireworks/, 'fireworks'],
  [/^cerebras/, 'cerebras'],
  [/^moonshot/, 'moonshot'],
  [/^ollama/, 'ollama'],
  [/^openrouter/, 'openrouter'],
  [/^(ibm\.)?watsonx/, 'ibm.watsonx'],
  [/^ai21/, 'ai21'],
]

const modelPatterns: readonly [RegExp, string][] = [
  [/^(arn:aws|(?:us|eu|apac|global|au|jp|ca)\.(?:anthropic|amazon|meta|mistral|deepseek|cohere)\.)/, 'aws.bedrock'],
  [/^(anthropic|amazon|meta|cohere|ai21|mistral)\.[a-z]/, 'aws.bedrock'],
  [/^claude/, 'anthropic'],
  [/^(gpt|chatgpt|o[134](-|$)|text-embedding-|davinci|whisper|tts-|dall-e|codex)/, 'openai'],
  [/^(gemini|gemma|learnlm|imagen)/, 'gcp.gemini'],
  [/^(mistral|mixtral|codestral|magistral|ministral|pixtral|devstral)/, 'mistral'],
  [/^(command|embed-|rerank-)/, 'cohere'],
  [/^deepseek/, 'deepseek'],
  [/^grok/, 'xai'],
  [/^sonar/, 'perplexity'],
  [/^kimi/, 'moonshot'],
  [/^jamba/, 'ai21'],
]

/**
 * The canonical provider: from the emitter's literal, or from the model where the literal
 * names a framework. '' when neither tells.
 */
export function provider(literal: string, model: string): string {
  const text = literal.trim().toLowerCase()
  if (text === '' || notAProvider.has(text) || text.startsWith('gateway')) return providerOfModel(model)
  return firstMatch(providerPatterns, text) ?? text
}

/** They answer in OpenAI's shape, whoever's model it is. */
const openAiShaped = new Set(['openai', 'openrouter'])

/** Whether the provider's models speak Anthropic's usage, which leaves cached tokens out of the input. */
export function reportsCacheOutsideInput(canonicalProvider: string, model: string): boolean {
  if (openAiShaped.has(canonicalProvider)) return false
  return canonicalProvider === 'anthropic' || canonicalProvider === 'aws.bedrock' || /claude/i.test(model)
}

/** Anthropic charges writes, OpenAI from GPT-5.6 on: of such a model silence about them is not zero, whoever serves it. */
export function chargesCacheWrites(canonicalProvider: string, model: string): boolean {
  return reportsCacheOutsideInput(canonicalProvider, model) || /\bgpt-(?:5[.-][6-9]|[6-9])(?!\d)|claude/i.test(model)
}

function providerOfModel(model: string): string {
  const name = model.trim().toLowerCase()
  const found = firstMatch(modelPatterns, name)
  const slash = name.indexOf('/')
  if (found !== null || slash <= 0) return found ?? ''
  // "anthropic/claude-..." names its host; "models/gemini-..." only the path.
  const host = firstMatch(providerPatterns, name.slice(0, slash))
  return host ?? firstMatch(modelPatterns, name.slice(name.lastIndexOf('/') + 1)) ?? ''
}

function firstMatch(patterns: readonly [RegExp, string][], text: string): string | null {
  for (const [pattern, name] of patterns) if (pattern.test(text)) return name
  return null
}
