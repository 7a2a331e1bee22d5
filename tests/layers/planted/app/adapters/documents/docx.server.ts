export const write = "docx";
