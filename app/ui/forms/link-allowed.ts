// May an answer link there? The same addresses as the schema of rich text takes.

export const linkAllowed = (href: string): boolean => /^(https?:\/\/\S|mailto:\S)/i.test(href) && href.length <= 2000;
