office-nav-groups = Account groups
office-groups-sub = Accounts with terms in common: price lists are assigned to a group.
office-groups-empty-title = No groups yet
office-groups-empty-text = A group joins accounts that buy at the same prices.
office-group-new = New group
office-group-create = Create the group
office-group-rename = Rename
office-group-name = Name of the group
office-group-code-hint = Short and final, such as OEM: imports use it.
office-group-code-fixed = Stays: price lists and imports use it.
office-group-members = Accounts
office-group-count = { $count ->
    [0] No account in this group.
    [one] One account. Its prices follow the group's lists.
   *[other] { $count } accounts. Their prices follow the group's lists.
  }
office-group-lists = The group's price lists
office-group-no-lists = No list: the group changes nobody's prices.
office-group-nobody = Nobody yet: add the first account.
office-group-none-found = No account of the group fits the search.
office-group-find = Search in the group
office-group-add = Add an account
office-group-moving = Move it from the group it is in
office-group-moving-hint = An account is in one group only: the prices of this one hold at once.
office-group-remove-confirm = Remove the account from the group? Its prices change at once.
office-group-moved = The account { $account } was changed in the meantime: it was not removed.
office-group-moved-by = { $person } changed the account { $account } in the meantime: it was not removed.
office-group-now-in = It is in the group { $group } now. The page shows how things stand: repeat if needed.
office-group-now-in-none = It is in no group now.
flash-group-created = Group { $name } created.
flash-group-joined = { $name } joined the group.
flash-group-left = { $name } left the group.
field-error-already_in_group = This account is in the group already.
field-error-in_another_group = This account is in another group: confirm the move below.
audit-accounts-rename_group = Group renamed
audit-accounts-close_group = Group closed
audit-accounts-join_group = Account added to the group
audit-accounts-leave_group = Account removed from the group
