office-nav-groups = Gruppi di clienti
office-groups-sub = Clienti con condizioni in comune: a un gruppo si assegnano i listini.
office-groups-empty-title = Ancora nessun gruppo
office-groups-empty-text = Un gruppo riunisce clienti che comprano agli stessi prezzi.
office-group-new = Nuovo gruppo
office-group-create = Crea il gruppo
office-group-rename = Rinomina
office-group-name = Nome del gruppo
office-group-code-hint = Breve e definitivo, per esempio OEM: le importazioni lo usano.
office-group-code-fixed = Non cambia: listini e importazioni lo usano.
office-group-members = Clienti
office-group-count = { $count ->
    [0] Nessun cliente in questo gruppo.
    [one] Un cliente. I suoi prezzi seguono i listini del gruppo.
   *[other] { $count } clienti. I loro prezzi seguono i listini del gruppo.
  }
office-group-lists = Listini del gruppo
office-group-no-lists = Nessun listino: il gruppo non cambia i prezzi di nessuno.
office-group-nobody = Ancora nessuno: aggiungi il primo cliente.
office-group-none-found = Nessun cliente del gruppo corrisponde alla ricerca.
office-group-find = Cerca nel gruppo
office-group-add = Aggiungi un cliente
office-group-moving = Spostalo dal gruppo in cui si trova
office-group-moving-hint = Un cliente sta in un solo gruppo: da subito valgono i prezzi di questo.
office-group-remove-confirm = Togliere il cliente dal gruppo? I suoi prezzi cambiano subito.
office-group-moved = Il cliente { $account } è stato modificato nel frattempo: non è stato tolto.
office-group-moved-by = { $person } ha modificato il cliente { $account } nel frattempo: non è stato tolto.
office-group-now-in = Adesso è nel gruppo { $group }. La pagina mostra lo stato attuale: se serve, ripetere.
office-group-now-in-none = Adesso non è in nessun gruppo.
flash-group-created = Gruppo { $name } creato.
flash-group-joined = { $name } è entrato nel gruppo.
flash-group-left = { $name } non è più nel gruppo.
field-error-already_in_group = Questo cliente è già nel gruppo.
field-error-in_another_group = Questo cliente è in un altro gruppo: confermare lo spostamento qui sotto.
audit-accounts-rename_group = Gruppo rinominato
audit-accounts-close_group = Gruppo chiuso
audit-accounts-join_group = Cliente aggiunto al gruppo
audit-accounts-leave_group = Cliente tolto dal gruppo
