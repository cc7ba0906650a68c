/** The engine as decisions name it; a test keeps it equal to the package's version. */
export const engineName = 'onlyif@0.1.0'
