/** The mark of the pages in a browser's tab: a gate that opens. */
export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b57a4"/><path d="M16 5l11 11-11 11L5 16z" fill="#fff"/><path d="M11.5 16l3.2 3.4 6-7" fill="none" stroke="#0b57a4" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/></svg>
`
