export const reference = { command: "sysctl.openReference", ready: "[role=option], [role=treeitem], [role=row]" };
