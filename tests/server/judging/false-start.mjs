throw new Error('it cannot begin')
