"""How catalogs are made from a registry and its workspaces; `aistock.rdagent.catalogs` is the door."""
