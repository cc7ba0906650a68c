/**
 * The script that a thread runs. The build puts its path here; without one, where the service runs from its sources, which no thread
 * can load, everything is judged on the thread that answers.
 */
export const threadFile: string | undefined = undefined
